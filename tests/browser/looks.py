"""Claims on how the page is read: language, screen readers, narrow windows, paper."""

from bitexts import N_SMALL, SMALL

# Elements that can be used and have no name to say.
NAMELESS = """[...document.querySelectorAll('button, input, select, textarea, a[href], [role=grid], dialog')].filter(element =>
  !(element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.textContent.trim()
    || element.closest('label'))).map(element => element.outerHTML)"""


def a_french_browser_gets_french(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)), locale="fr-FR")
    assert page.get("document.documentElement.lang") == "fr"
    page.press("Enter")
    page.said("acceptée")
    page.see("document.querySelector('.figures').textContent.startsWith('1 / 7 paires')")
    page.press("?")
    page.see("document.querySelector('dialog h2').textContent", "Touches")
    assert "undefined" not in page.get("document.body.textContent")
    page.press("Escape", "i")
    page.see("document.querySelector('#details .findings').textContent.includes('« 48 » est devenu « 84 »')")
    page.press("Home", "k", "Shift+U", "Shift+U", "Home")
    page.press("?")
    page.press("Escape", "Shift+L")
    page.see("document.documentElement.lang", "en")
    page.ready()
    page.reload()
    assert page.get("document.documentElement.lang") == "en"


def the_theme_is_chosen_and_stays(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)), color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.get(paper)
    page.press("Shift+D")
    page.said("Light")
    page.press("Shift+D")
    page.said("Dark")
    page.see(f"{paper} === {light!r}", False)
    dark = page.get(paper)
    page.reload()
    assert page.get(paper) == dark
    page.press("Shift+D")
    page.said("as the system")
    assert page.get(paper) == light
    page.page.emulate_media(color_scheme="dark")
    page.see(paper, dark)


def a_first_visit_asks_for_a_name(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    context = stage.browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(server.url)
    page.locator("dialog input").fill("Zoé Ñ")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-ready] .pair.current .side")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".pair.current.accepted")
    assert "Zoé Ñ" in page.text_content("#details .by")


def keys_can_be_changed_and_clashes_are_refused(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("?")
    page.page.locator("[data-command=reject]").click()
    page.press("m")
    page.see("document.querySelector('.refusal').textContent.includes('Merge')")
    page.page.locator("[data-command=reject]").click()
    page.press("Tab")
    page.see("document.querySelector('.refusal').textContent.includes('belongs')")
    page.page.locator("[data-command=reject]").click()
    page.press("@")
    page.press("Escape")
    page.see("document.querySelector('dialog')", None)
    page.press("@")
    page.said("rejected")
    page.reload()
    page.press("@")
    page.see("document.querySelectorAll('.pair.rejected').length", 2)


def everything_that_can_be_used_has_a_name(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.see("document.querySelectorAll('.filters select')[3].options.length > 2")
    for key in ["i", "e", "Escape", "?", "Escape", "Shift+S", "Escape", "Shift+X", "Escape", "y", "Escape", "Shift+P", "Escape", ","]:
        page.press(key)
        page.page.wait_for_timeout(100)
        assert page.get(NAMELESS) == [], (key, page.get(NAMELESS))
    rows = page.get("[...document.querySelectorAll('[role=row][data-key]')].map(row => [row.getAttribute('aria-rowindex'), row.querySelector('.unheard').textContent])")
    assert [index for index, _ in rows] == [str(i) for i in range(2, N_SMALL + 2)], rows
    assert all("undecided" in said or "to do" in said for _, said in rows), rows
    assert page.get("[...document.querySelectorAll('.side.src')].every(side => side.lang === 'fr')")


def tab_goes_out_of_the_texts_and_back(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.see("document.activeElement.classList.contains('pair')")
    page.press("Tab")
    page.see("document.activeElement.closest('#details') !== null")
    page.press("Shift+Tab")
    page.see("document.activeElement.classList.contains('current')")
    page.press("t")
    page.see("document.activeElement.closest('#details') !== null")
    page.press("Escape")
    page.see("document.activeElement.classList.contains('current')")


def a_telephone_scrolls_in_one_direction_only(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)), width=390, height=844)
    assert page.get("document.documentElement.scrollWidth") <= 390
    assert page.get("document.getElementById('bitext').scrollWidth <= document.getElementById('bitext').clientWidth")
    boxes = page.get("[...document.querySelectorAll('.current .side')].map(side => side.getBoundingClientRect().top)")
    assert boxes[0] < boxes[1], boxes


def paper_has_all_pairs_and_no_tools(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.page.pdf(path=str(stage.folder / "market.pdf"), format="A4")
    page.page.emulate_media(media="print")
    page.get("dispatchEvent(new Event('beforeprint'))")
    assert page.get("document.querySelectorAll('#print .pair').length") == N_SMALL
    assert page.get("document.getElementById('top').checkVisibility()") is False
    assert page.get("document.querySelector('#print .pair').checkVisibility()") is True
