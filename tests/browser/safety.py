"""Claims on hostile bitexts."""

from bitexts import NASTY, nasty


def a_hostile_bitext_runs_no_script_and_shows_its_text(stage):
    page = stage.visit(stage.serve(stage.bitext("nasty.csv", nasty())), height=2000)
    page.see("document.querySelectorAll('.pair').length", 2 * len(NASTY))
    shown = page.get("[...document.querySelectorAll('.pair .side.src')].map(side => side.textContent)")
    for text in NASTY[:5]:
        assert text in shown, (text, shown)
    assert page.get("[...document.querySelectorAll('.unseen')].map(part => part.dataset.name)").count("RLO") == 3
    assert page.get("document.querySelectorAll('.pair')[8].querySelector('.side').dir") == "rtl"
    for key in ["e", "Escape", "c", "Escape", "w", "j", "Shift+W"]:
        page.press(key)
    page.press("/")
    page.type(NASTY[1])
    page.see("document.querySelector('.filters output').textContent", "2 of 16")
    page.press("Enter", "c")
    page.type(NASTY[0])
    page.press("Control+Enter")
    page.see("document.querySelector('#details .said').textContent", NASTY[0])
    assert page.get("window.hacked") is None
    assert page.get("document.querySelectorAll('img, script:not([type=module]), svg').length") == 0


def a_hostile_name_is_only_a_name(stage):
    server = stage.serve(stage.bitext("nasty.csv", nasty()))
    anna, other = stage.visit(server), stage.visit(server, who="<img src=x onerror=window.hacked=1>")
    other.press("Enter")
    anna.see("[...document.querySelectorAll('.bar-top .person')].some(person => person.textContent.startsWith('<img'))")
    assert anna.get("window.hacked") is None


def without_the_token_nothing_is_told(stage):
    server = stage.serve(stage.bitext("nasty.csv", nasty()))
    address = server.url.split("?")[0]
    request = stage.browser.new_context().request
    for path in ["api/state", "api/sizes", "api/events", "api/export?format=csv"]:
        assert request.get(address + path).status in (401, 403), path
