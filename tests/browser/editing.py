"""Claims on texts and on the bounds of pairs."""

from bitexts import SMALL

IDS = "[...document.querySelectorAll('.pair .id')].map(id => id.textContent)"


def a_pair_is_split_at_the_caret_by_keyboard(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("j", "1", "s")
    page.see("document.querySelectorAll('.current .src .caret').length", 1)
    for _ in range(5):
        page.press("Control+ArrowRight")
    page.press("s")
    page.see("[...document.querySelectorAll('.pair')].slice(1, 3).map(pair => [...pair.querySelectorAll('.side')].map(side => side.textContent))", [
        ["Le marché ouvre à sept", "The market opens at seven."],
        ["heures, et il ferme à midi.", "It closes at noon."],
    ])


def a_click_places_the_caret(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    box = page.page.locator(".pair").nth(3).locator(".side.tgt").bounding_box()
    page.page.mouse.click(box["x"] + 60, box["y"] + box["height"] / 2)
    page.see("document.querySelectorAll('.current .tgt .caret').length", 1)
    assert page.id == "p3.s1"
    page.press("s")
    page.see("document.querySelectorAll('.pair').length", 8)


def pairs_are_merged_with_the_next_and_the_previous(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("j", "j", "m")
    page.see(IDS, ["p1.s1", "p2.s1", "p2.s2", "p3.s2", "p3.s3", "p4.s1"])
    page.see("document.querySelector('.current .tgt').textContent", "It has 84 stalls. The fish comes from the harbour.")
    page.press("Shift+M")
    page.see(IDS, ["p1.s1", "p2.s1", "p3.s2", "p3.s3", "p4.s1"])
    page.see("document.querySelector('.pair.current .id').textContent", "p2.s1")


def segments_move_to_the_neighbors(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("j", "2", "d")
    page.see("document.querySelectorAll('.pair .side.tgt')[2].textContent", "It closes at noon. It has 84 stalls.")
    page.press("j", "u")
    page.see("document.querySelectorAll('.pair .side.tgt')[1].textContent", "The market opens at seven. It closes at noon.")
    page.press("Shift+U")
    page.see("document.querySelectorAll('.pair').length", 8)


def realigning_leaves_alone_what_was_accepted(stage):
    # The translations of three pairs were mixed up; the middle one was accepted so.
    mixed = SMALL.replace("The fish comes from the harbour.", "@").replace("It has 84 stalls.", "The fish comes from the harbour.").replace("@", "It has 48 stalls.")
    page = stage.visit(stage.serve(stage.bitext("market.csv", mixed)))
    page.press("j", "Shift+Enter")
    page.see("document.querySelectorAll('.pair.accepted').length", 1)
    accepted = page.side("tgt")
    page.press("Shift+R")
    page.page.get_by_role("dialog").wait_for()
    page.press("Enter")
    page.said("realigned")
    page.see("document.querySelectorAll('.pair.accepted').length", 1)
    page.see("document.querySelector('.pair.accepted .side.tgt').textContent", accepted)
    page.press("z")
    page.see(IDS, ["p1.s1", "p2.s1", "p2.s2", "p3.s1", "p3.s2", "p3.s3", "p4.s1"])


def marks_and_remarks_follow_their_words(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("j", "j", "2", "v", "Control+ArrowRight", "Control+ArrowRight", "Control+Shift+ArrowRight", "q")
    page.page.get_by_role("dialog").wait_for()
    page.press("Enter")
    page.see("[...document.querySelectorAll('.current .mqm')].map(part => part.textContent).join('').trim()", "84")
    page.press("e", "Home")
    page.type("Today ")
    page.press("Control+Enter", "k")
    page.see("[...document.querySelectorAll('.current .mqm')].map(part => part.textContent).join('').trim()", "84")
    page.press("e", "Control+a")
    page.type("Today it has many stalls.")
    page.press("Control+Enter", "k")
    page.see("document.querySelectorAll('.current .mqm').length", 0)
    page.see("document.querySelector('#details .marks blockquote').textContent.includes('84') && document.querySelector('#details .marks blockquote').textContent.includes('no longer')")
    page.press("z")
    page.see("[...document.querySelectorAll('.current .mqm')].map(part => part.textContent).join('').trim()", "84")


def text_is_edited_in_place(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("j", "e")
    page.see("document.activeElement.value", "The market opens at seven.\nIt closes at noon.")
    assert page.get("document.activeElement.lang") == "en"
    page.press("Control+Home")
    page.type("jkx ")
    page.press("Control+Enter", "k")
    page.status("edited")
    assert page.side("tgt") == "jkx The market opens at seven. It closes at noon."
    page.press("Shift+E", "Control+a")
    page.type("Un.\nDeux.")
    page.press("Control+Enter", "k")
    page.see("document.querySelectorAll('.current .src .segment').length", 2)
    assert page.get("document.querySelector('.current .bead').textContent") == "2:2"


def escape_restores_the_text(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("e", "Control+a")
    page.type("Nonsense")
    page.press("Escape")
    page.see("document.querySelector('textarea')", None)
    assert page.side("tgt") == "The market of Lorient"
    page.status("auto")
    page.press("Enter")
    page.said("p1.s1")


def unsaved_text_waits_when_the_focus_goes_elsewhere(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("e")
    page.type(", in Brittany")
    page.page.locator(".pair").nth(3).locator(".side.src").click()
    page.see("document.querySelectorAll('.pair .draft').length", 1)
    page.page.locator(".draft").click()
    page.see("document.activeElement.value", "The market of Lorient, in Brittany")
    page.press("Control+Enter")
    page.see("document.querySelector('.pair .side.tgt').textContent", "The market of Lorient, in Brittany")
    page.see("document.querySelector('.draft')", None)
