"""Claims on files that come and go: dropped on the page, edited in a spreadsheet, printed."""

import re

import openpyxl
from bitexts import SMALL, big

DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const target = document.querySelector('#bitext .pair');
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    if (type === 'dragover' && !(event.defaultPrevented && document.body.classList.contains('dropping'))) throw new Error('not welcome');
  }
}"""
FLOWERS = "document.querySelectorAll('.pair .side.tgt')[5].textContent"


def a_copy_that_is_dropped_on_the_page_is_merged(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Enter")
    page.said("accepted")
    page.page.evaluate(DROP, ["colleague.csv", SMALL.replace("The flowers come", "Flowers come")])
    page.see(FLOWERS, "Flowers come from Brittany.")
    assert page.get("document.body.classList.contains('dropping')") is False
    page.see("document.querySelectorAll('.pair.accepted').length", 1)
    page.press("z")
    page.see(FLOWERS, "The flowers come from Brittany.")


def what_cannot_be_read_is_refused_in_the_language_of_the_page(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    for locale, said in [("en-GB", "another text"), ("fr-FR", "autre texte")]:
        page = stage.visit(server, locale=locale)
        page.page.evaluate(DROP, ["other.csv", "fr,en\nUn chat dort.,A cat sleeps.\nIl neige fort.,It snows hard.\n"])
        page.said(said)
        page.page.evaluate(DROP, ["other.bin", "\x00\x01\x02"])
        page.see("document.getElementById('said').className", "bad")
        page.page.evaluate(DROP, ["short.csv", "fr,en,score\nUn chat.,A cat.,x\n"])
        page.said({"en-GB": "“x” is not a score — a score is a number", "fr-FR": "« x » n’est pas un score — un score est un nombre"}[locale])
        page.see("document.querySelectorAll('.pair').length", 7)


def a_colleague_with_a_spreadsheet_sends_it_back(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Shift+X")
    with page.page.expect_download() as download:
        page.page.locator("[data-format=xlsx]").click()
    path = str(stage.folder / "colleague.xlsx")
    download.value.save_as(path)
    page.press("Escape")
    page.see("document.querySelector('dialog[open]')", None)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, columns["id"]).value == "p3.s3")
    sheet.cell(row, columns["en"]).value = "Flowers come from Brittany."
    sheet.cell(row, columns["status"]).value = "accepted"
    sheet.cell(row, columns["comment"]).value = "vu dans le tableur"
    book.save(path)
    # Meanwhile the work here goes on.
    page.press("Home", "x")
    page.said("rejected")
    page.choose("Shift+Y", path)
    page.see(FLOWERS, "Flowers come from Brittany.")
    page.see("[...document.querySelectorAll('.pair')].map(pair => pair.className.split(' ')[1]).slice(0, 6)", ["rejected", "auto", "auto", "auto", "auto", "accepted"])
    page.press("End", "k")
    page.see("document.querySelector('#details .thread .said')?.textContent", "vu dans le tableur")


def what_both_decided_is_shown_and_ours_stays(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    for locale, words in [("en-GB", ["decision", "rejected", "accepted"]), ("fr-FR", ["décision", "rejetée", "acceptée"])]:
        page = stage.visit(server, locale=locale)
        with page.page.expect_download() as download:
            page.press("Shift+X")
            page.page.locator("[data-format=csv]").click()
        copy = download.value.path().read_text(encoding="utf-8-sig")
        page.press("Escape")
        page.see("document.querySelector('dialog[open]')", None)
        page.press("Home", "x")
        page.see("document.querySelectorAll('.pair')[0].classList.contains('rejected')")
        page.page.evaluate(DROP, ["colleague.csv", copy.replace("0.99,auto,,,,", "0.99,accepted,,Luc,2026-11-25T09:00:00Z,")])
        page.page.get_by_role("dialog").wait_for()
        shown = page.page.locator(".differences li").first.inner_text()
        assert all(word in shown for word in ["p1.s1", *words]), shown
        page.press("Enter")
        page.see("document.querySelectorAll('.pair')[0].classList.contains('rejected')")
        page.press("z", "z")
        page.see("document.querySelectorAll('.pair.auto').length", 7)


def paper_has_every_pair_of_the_filter(stage):
    server = stage.serve(stage.bitext("big.csv", big(3000)))
    page = stage.visit(server)
    page.press("/")
    page.type("7.")
    page.see("document.querySelector('.filters output').textContent.startsWith('300 of')")
    page.page.emulate_media(media="print")
    page.get("dispatchEvent(new Event('beforeprint'))")
    assert page.get("document.querySelectorAll('#print .pair').length") == 300
    page = stage.visit(server)
    path = stage.folder / "big.pdf"
    page.page.pdf(path=str(path), format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
    print(f"3,000 pairs: {pages} pages of A4")
    assert pages > 50, pages


def paper_takes_no_more_than_it_can_and_the_page_says_so_first(stage):
    page = stage.visit(stage.serve(stage.bitext("big.csv", big(5200))))
    page.press("Control+p")
    page.see("document.querySelector('dialog .body').textContent.includes('The first 5,000 of 5,200')")
    page.press("Escape")
    page.page.emulate_media(media="print")
    page.get("dispatchEvent(new Event('beforeprint'))")
    assert page.get("document.querySelectorAll('#print .pair').length") == 5000
    assert "200" in page.get("document.querySelector('#print > p:last-child').textContent")


def paper_has_what_people_said(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Home", "c")
    page.type("Which market?")
    page.press("Control+Enter")
    page.said("remark added")
    page.press("v", "Control+Shift+ArrowRight", "q", "Enter")
    page.said("mark added")
    page.get("dispatchEvent(new Event('beforeprint'))")
    notes = page.get("[...document.querySelectorAll('#print .printed-note')].map(note => note.textContent)")
    assert notes[0] == "❝ Anna: Which market?" and "“The " in notes[1], notes
