"""Claims on partial translations, on segments that go elsewhere, on words rendered elsewhere, and on density."""

from bitexts import HEADER, SMALL, big, table

TGT = "[...document.querySelectorAll('.pair .side.tgt')].map(side => side.textContent)"
CURRENT = "document.querySelector('.pair.current .id').textContent"

HALF = HEADER + "".join(
    f"\np{i}.s1,{'1:1' if en else '1:0'},{fr},{en},p{i}.s1,{f'r{i}.s1' if en else ''},,auto,,,,"
    for i, (fr, en) in enumerate(
        [
            ("La cuisinière ferme la porte du jardin.", "The cook shuts the garden door."),
            ("Il pleut.", ""),
            ("La cuisinière ouvre la porte du jardin.", ""),
            ("La cuisinière est partie.", "The cook has left."),
            ("Fin.", ""),
        ],
        1,
    )
) + "\n"


def visit(stage, text, **options):
    page = stage.visit(stage.serve(stage.bitext("text.csv", text)), **options)
    page.press("Home")
    return page


def what_is_to_be_translated_is_gone_through_with_one_key(stage):
    page = visit(stage, HALF)
    page.see("document.querySelector('.figures').textContent.includes('3 to translate')")
    page.see("document.querySelectorAll('.pair.todo').length", 3)
    page.press("0")
    page.see(CURRENT, "p2.s1")
    page.press("e")
    page.type("It rains.")
    page.press("Control+Enter")
    page.see("document.querySelector('.pair.current textarea') !== null")
    page.see(CURRENT, "p3.s1")
    page.type("The cook opens it.")
    page.press("Control+Enter")
    page.see(CURRENT, "p5.s1")
    page.see("document.querySelector('.pair.current textarea') !== null")
    page.type("The end.")
    page.press("Control+Enter")
    page.said("All is translated")
    page.see(TGT, ["The cook shuts the garden door.", "It rains.", "The cook opens it.", "The cook has left.", "The end."])
    page.see("document.querySelectorAll('.pair.todo').length", 0)


def a_like_sentence_is_offered_and_taken(stage):
    page = visit(stage, HALF)
    page.press("j", "j")
    page.see("document.querySelector('.pair.current .other-text').textContent", "The cook shuts the garden door.")
    page.press("l")
    page.see(f"{TGT}[2]", "The cook shuts the garden door.")


def a_segment_is_attached_at_any_distance(stage):
    page = visit(stage, SMALL)
    page.press("j", "v", "End", "Shift+Q")
    page.said("It closes at noon.")
    page.press("Escape", "j", "j", "j", "j", "j", "Shift+K")
    page.see(TGT + "[1]", "The market opens at seven.")
    page.see(TGT + "[6]", "It closes at noon. In the evening the square is empty.")
    page.see("document.querySelectorAll('.pair.moved').length", 2)
    page.press("z")
    page.see(TGT + "[1]", "The market opens at seven. It closes at noon.")
    page.see("document.querySelectorAll('.pair.moved').length", 0)


def a_word_is_shown_as_it_was_rendered_elsewhere(stage):
    page = visit(stage, HALF)
    page.press("1", "v", "Control+ArrowRight", "Control+Shift+ArrowRight", ";")
    page.page.get_by_role("dialog").wait_for()
    page.see("document.querySelectorAll('.concordance li').length", 3)
    page.see("document.querySelector('.concordance li mark').textContent.trim()", "cuisinière")
    page.see("document.querySelector('.renderings button').textContent.startsWith('cook')")
    page.page.locator(".concordance li button").nth(2).click()
    page.see(CURRENT, "p4.s1")
    page.press("Backspace")
    page.see(CURRENT, "p1.s1")


def a_small_screen_holds_thirteen_pairs(stage):
    rows = [(f"Le vent de la mer porte une lumière ancienne {i}.", f"The wind of the sea carries an old light {i}.") for i in range(60)]
    page = visit(stage, table(rows))
    inside = """[...document.querySelectorAll('.pair')].filter(pair => {
      const { top, bottom } = pair.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }).length"""
    usual = page.get(inside)
    page.press("9")
    page.said("Closer")
    page.settle()
    compact = page.get(inside)
    print(f"pairs at 1280x800: {usual}, compact {compact}")
    assert compact >= 13 and compact > usual, (usual, compact)
    page.press("9", "+")
    page.said("115")
    size = "getComputedStyle(document.querySelector('.canvas')).fontSize"
    assert float(page.get(size)[:-2]) > 18, page.get(size)


def a_telephone_shows_text(stage):
    page = visit(stage, big(60), width=390, height=844)
    shown = page.get("document.getElementById('bitext').getBoundingClientRect().height / innerHeight")
    print(f"telephone: {100 * shown:.0f} % of the screen are texts")
    assert shown > 0.5, shown
