"""Claims on remarks, MQM marks and findings."""

from bitexts import SMALL, table


def a_remark_on_selected_words_becomes_a_thread(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("2", "v", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight")
    page.see("[...document.querySelectorAll('.selected')].map(part => part.textContent).join('')", "The market ")
    page.press("c")
    page.type("Covered?")
    page.press("Control+Enter")
    page.see("document.querySelector('#details .thread blockquote').textContent", "The market ")
    page.see("document.querySelector('#details .thread .said').textContent", "Covered?")
    page.page.get_by_role("button", name="Answer").click()
    page.type("Yes.")
    page.press("Control+Enter")
    page.see("[...document.querySelectorAll('#details .thread ul .said')].map(said => said.textContent)", ["Yes."])
    page.page.get_by_role("button", name="Resolved").first.click()
    page.see("document.querySelectorAll('#details .thread > li.closed').length", 1)
    page.reload()
    page.see("[...document.querySelectorAll('#details .said')].map(said => said.textContent)", ["Covered?", "Yes."])


def a_finding_is_dismissed_with_a_reason_and_reopened(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.see("document.querySelectorAll('.filters select')[3].options.length > 2")
    page.press("i")
    page.see("document.querySelector('#details .findings li.warning .check-name').textContent", "num.value")
    page.see("[...document.querySelectorAll('.current .finding')].map(part => part.textContent)", ["48", "84"])
    page.press("y")
    page.type("84 is right")
    page.press("Enter")
    page.see("document.querySelectorAll('#details .findings li.closed').length", 1)
    page.see("document.querySelectorAll('.current .finding').length", 0)
    page.see("document.querySelector('#details li.closed').textContent.includes('84 is right')")
    page.page.get_by_role("button", name="Reopen").click()
    page.see("document.querySelectorAll('#details .findings li.closed').length", 0)


def a_finding_that_compares_pairs_stays_until_it_is_looked_at_again(stage):
    source = "Le marché ouvre à sept heures du matin."
    pairs = [(source, "The market opens at seven in the morning.")] * 3 + [(source, "The market is open from seven o'clock.")]
    page = stage.visit(stage.serve(stage.bitext("same.csv", table(pairs))))
    names = "[...document.querySelectorAll('#details .check-name')].map(name => name.textContent)"
    page.see("document.querySelectorAll('.filters select')[3].options.length > 2")
    page.press("End")
    page.see(f"{names}.includes('consistency.src')")
    page.press("e", "End")
    page.type(" sharp.")
    page.press("Control+Enter")
    page.status("edited")
    page.see(f"{names}.includes('consistency.src') && document.querySelectorAll('#details .again').length", 1)
    page.see("document.querySelectorAll('#details .again').length", 0)
    page.see(f"{names}.includes('consistency.src')")
    page.press("e", "Control+a")
    page.type(pairs[0][1])
    page.press("Control+Enter")
    page.see(f"{names}.includes('consistency.src')", False)


def mqm_marks_make_the_scorecard_and_the_export(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("q")
    page.said("Select the words")
    page.press("Control+Shift+ArrowRight", "q")
    page.page.get_by_label("Severity").select_option("major")
    page.page.get_by_label("Note").fill("article")
    page.press("Enter")
    page.see("document.querySelectorAll('.current .mqm.major').length > 0")
    page.press("Shift+S")
    page.see("document.querySelector('dialog').textContent.includes('5')")
    assert page.get("[...document.querySelectorAll('dialog tbody')].at(-1).querySelector('td:last-child').textContent") == "5"
    # What nobody has looked at does not count as good.
    assert "No pair is decided yet" in page.get("document.querySelector('dialog .so-far').textContent")
    page.press("Escape", "Shift+Enter", "Shift+S")
    page.see("document.querySelector('dialog .so-far')?.textContent.includes('(5 points, 4 words)')")
    page.press("Escape", "Shift+X")
    with page.page.expect_download() as download:
        page.page.locator("[data-format=mqm-csv]").click()
    text = open(download.value.path(), encoding="utf-8").read()
    assert "major" in text and "article" in text, text


def words_light_up_across(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("j", "j")
    page.see("document.querySelectorAll('.current .word').length > 0")
    page.page.locator(".current .src .word").first.hover()
    page.see("document.querySelectorAll('.current .src .lit').length > 0 && document.querySelectorAll('.current .tgt .lit').length > 0")
    page.press("w")
    page.see("document.body.classList.contains('show-words')")
