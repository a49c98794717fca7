"""Claims on what is found, replaced, accepted together and put right in many pairs at once."""

from bitexts import SMALL

TGT = "[...document.querySelectorAll('.pair .side.tgt')].map(side => side.textContent)"
COUNT = "document.querySelector('.filters output').textContent"


def visit(stage, text=SMALL):
    page = stage.visit(stage.serve(stage.bitext("market.csv", text)))
    page.press("Home")
    return page


def search(page, text):
    page.page.get_by_role("searchbox").fill(text)


def a_search_takes_what_a_keyboard_has(stage):
    page = visit(stage, SMALL.replace("Il compte 48 étals.", '"D’où vient-elle, la cœur de bœuf\u202f?"'))
    for typed, count, found in [
        ("marche", "2 of 7", ["marché", "marché"]),
        ("D'OU vient", "1 of 7", ["D’où vient"]),
        ("coeur de boeuf ?", "1 of 7", ["cœur de bœuf\u202f?"]),
    ]:
        search(page, typed)
        page.see(COUNT, count)
        # In the pair that is looked at, each word is a piece of its own.
        page.see("[...document.querySelectorAll('.found')].map(part => part.textContent).join('')", "".join(found))
    page.page.get_by_role("button", name="As typed").click()
    page.see(COUNT, "0 of 7")


def words_are_replaced_after_a_look_and_undone_at_once(stage):
    page = visit(stage)
    search(page, "the")
    page.see(COUNT, "5 of 7")
    page.press("Enter", "Shift+G")
    page.page.get_by_role("dialog").wait_for()
    page.type("THE")
    page.see("document.querySelectorAll('dialog .preview li').length", 5)
    page.press("Enter")
    page.said("Replaced in 5")
    page.see(f"{TGT}[0]", "THE market of Lorient")
    page.press("z")
    page.see(f"{TGT}[0]", "The market of Lorient")
    page.see("document.querySelectorAll('.pair.edited').length", 0)


def accepting_many_counts_first_and_obeys_the_filter(stage):
    page = visit(stage)
    search(page, "marche")
    page.see(COUNT, "2 of 7")
    page.press("Enter", "Shift+P")
    page.see("document.querySelector('dialog .counted').textContent", "1 pair will be accepted.")
    page.page.locator("dialog input[type=number]").fill("90")
    page.see("document.querySelector('dialog .counted').textContent", "2 pairs will be accepted.")
    page.press("Escape", "Shift+T")
    page.see("document.querySelector('dialog .main').textContent", "Accept 2")
    page.press("Enter")
    page.said("2 accepted")
    page.page.get_by_role("button", name="Show all").click()
    page.see("document.querySelectorAll('.pair.accepted').length", 2)


def the_doubtful_are_a_link(stage):
    page = visit(stage)
    page.page.get_by_role("button", name="2 doubtful").click()
    page.see(COUNT, "2 of 7")


def a_column_is_shifted_and_shifted_back(stage):
    page = visit(stage)
    page.press("j", "j", "2", "Shift+ArrowDown")
    page.see(f"{TGT}.slice(2, 5)", ["not translated", "It has 84 stalls.", "The fish comes from the harbour."])
    page.press("Shift+ArrowUp")
    page.see(f"{TGT}.slice(2, 4)", ["It has 84 stalls.", "The fish comes from the harbour."])


def realigning_from_here_shows_what_becomes_of_the_pairs(stage):
    page = visit(stage)
    page.press("End", "Shift+Enter", "Home", "j", "j", "2", "Shift+ArrowDown")
    page.see(f"{TGT}[2]", "not translated")
    # What a person shifted is decided; what is undecided again is aligned anew.
    page.press("r", "j", "r", "j", "r", "j", "r", "j", "r", "k", "k", "k", "k", "Shift+J")
    page.page.get_by_role("dialog").wait_for()
    page.see("document.querySelectorAll('dialog .differences li').length > 0")
    page.press("Enter")
    page.said("realigned")
    page.see(f"{TGT}[2]", "It has 84 stalls.")
    page.press("z")
    page.see(f"{TGT}[2]", "not translated")
