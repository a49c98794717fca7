"""Claims on access: what axe-core measures (WCAG 2.2 A and AA, contrast among it), what a screen reader
hears, and that nothing needs a mouse or moves for those who asked for stillness."""

import pathlib
import subprocess

import axe_playwright_python
from bitexts import SMALL, big

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# The rules of WCAG, and what axe-core holds for good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MEASURE = """async tags => (await axe.run(document, { runOnly: { type: 'tag', values: tags } })).violations
  .flatMap(({ id, nodes }) => nodes.map(node => [id, node.html.slice(0, 160), (node.any[0] ?? node.all[0] ?? node.none[0])?.message]))"""


def faults(page, where):
    """Returns what axe-core holds against the page as it is now."""
    page.page.evaluate(AXE)
    # Colors that are still fading in are not what anybody reads.
    page.page.wait_for_timeout(350)
    return [(where, *fault) for fault in page.page.evaluate(MEASURE, RULES)]


def open_and_look(page, where):
    """Goes through the states of the page that differ most, and measures each."""
    page.see("document.querySelectorAll('.count.warning').length > 0")
    found = faults(page, where)
    page.press("Home", "Enter", "x", "f", "b", "c")
    page.type("A remark")
    page.press("Control+Enter", "1", "v", "Control+Shift+ArrowRight", "q")
    page.page.get_by_role("dialog").wait_for()
    found += faults(page, where + ", marking")
    page.press("Enter", "i", "w", "Shift+W")
    page.see("document.querySelectorAll('#details .findings li').length > 0")
    found += faults(page, where + ", all shown")
    for name, keys in {"menu": ",", "keys": "?", "statistics": "Shift+S", "export": "Shift+X", "dismissal": "y", "log": "Shift+H"}.items():
        page.press(keys)
        page.see("document.querySelector('dialog[open], #menu:popover-open') !== null")
        found += faults(page, f"{where}, {name}")
        page.press("Escape")
        page.see("document.querySelector('dialog[open], #menu:popover-open')", None)
    page.press("e")
    page.see("document.querySelector('textarea.editor') !== null")
    return found + faults(page, where + ", editing")


def axe_finds_nothing(stage, where, **options):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)), **options)
    found = open_and_look(page, where)
    assert found == [], "\n".join(map(str, found))


def light_is_accessible(stage):
    axe_finds_nothing(stage, "light", color_scheme="light")


def dark_is_accessible(stage):
    axe_finds_nothing(stage, "dark", color_scheme="dark")


def french_is_accessible(stage):
    axe_finds_nothing(stage, "French", locale="fr-FR")


def a_telephone_is_accessible(stage):
    axe_finds_nothing(stage, "telephone", width=390, height=844)


def a_diff_as_a_page_is_accessible(stage):
    other = SMALL.replace("The flowers come", "Flowers come").replace("0.98,auto,,,,", "0.98,accepted,,Zoé,2026-11-25T01:02:03Z,vu")
    paths = [stage.bitext("a.csv", SMALL), stage.bitext("b.csv", other)]
    page = subprocess.run([stage.program, "diff", *paths, "--format", "html"], check=True, capture_output=True, text=True).stdout
    for scheme in ["light", "dark"]:
        context = stage.browser.new_context(color_scheme=scheme)
        shown = context.new_page()
        shown.set_content(page)
        assert shown.locator("ins").count() > 0 and shown.locator("del").count() > 0
        shown.evaluate(AXE)
        found = shown.evaluate(MEASURE, RULES)
        context.close()
        assert found == [], "\n".join(map(str, found))


def a_screen_reader_hears_what_a_pair_is_and_both_texts(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.see("document.querySelectorAll('.count.warning').length > 0")
    heard = page.page.locator(".pair").nth(2).aria_snapshot()
    wanted = "p2.s2, 1:1, undecided, probability 97%, 1 finding"
    assert f'rowheader "{wanted}"' in heard, heard
    assert 'gridcell "Il compte 48 étals."' in heard, heard
    assert 'gridcell "It has 84 stalls."' in heard, heard
    blank = page.page.locator(".pair").nth(4).aria_snapshot()
    assert 'gridcell "not translated"' in blank, blank


def a_screen_reader_knows_how_many_pairs_there_are_and_which_this_is(stage):
    page = stage.visit(stage.serve(stage.bitext("big.csv", big(3000))))
    assert page.get("document.querySelector('[role=grid]').getAttribute('aria-rowcount')") == "3001"
    page.press("End")
    page.see("document.activeElement.getAttribute('aria-rowindex')", "3001")
    assert page.get("document.querySelectorAll('.pair').length") < 80


def what_is_done_is_said(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    assert page.get("document.getElementById('said').getAttribute('aria-live')") == "polite"
    for key, said in [("Shift+Enter", "p1.s1: accepted"), ("f", "flag"), ("z", "Undone"), ("k", "first pair"), ("Shift+C", "no remark")]:
        page.press(key)
        page.said(said)


def tab_visits_all_tools_in_the_order_of_the_page_and_shows_where_it_is(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Enter")
    page.said("accepted")
    page.get("(document.activeElement.blur(), getSelection().removeAllRanges(), document.body.tabIndex = -1, document.body.focus())")
    visited = []
    while len(visited) < 60:
        page.press("Tab")
        at = page.get("""(() => { const e = document.activeElement; const style = getComputedStyle(e); const pair = e.classList.contains('pair');
          const shown = pair ? getComputedStyle(e, '::before').outlineStyle : style.outlineStyle;
          return [e === document.body, e.closest('#top, #bitext, #details')?.id ?? '', e.textContent.trim().slice(0, 20) || e.ariaLabel, shown !== 'none', pair]; })()""")
        if at[0]:
            break
        visited.append(at[1:])
    assert all(shown for _, _, shown, _ in visited), visited
    places = [place for place, *_ in visited]
    assert places == sorted(places, key=["top", "bitext", "details"].index), places
    assert sum(pair for *_, pair in visited) == 1, visited


def who_asked_for_stillness_gets_it(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)), reduced_motion="reduce")
    page.press("v")
    page.see("document.querySelectorAll('.caret').length", 1)
    assert page.get("document.getAnimations().length") == 0
