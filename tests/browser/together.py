"""Claims on several people, and on what happens when things go wrong."""

from bitexts import SMALL

TGT = "document.querySelectorAll('.pair .side.tgt')[0].textContent"


def what_one_does_the_other_sees(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    anna, boris = stage.visit(server), stage.visit(server, who="Борис")
    boris.press("j", "j")
    anna.press("Enter")
    boris.see("document.querySelectorAll('.pair')[0].classList.contains('accepted')")
    boris.see("document.querySelector('.figures').textContent.includes('1 of 7')")
    boris.press("m")
    anna.see("document.querySelectorAll('.pair').length", 6)
    anna.see("[...document.querySelectorAll('.notes .person')].map(person => person.textContent)", ["Борис"])
    boris.press("z")
    anna.see("document.querySelectorAll('.pair').length", 7)


def what_is_refused_is_said_in_the_language_of_the_page(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    zoe, boris = stage.visit(server, who="Zoé", locale="fr-FR"), stage.visit(server, who="Boris")
    zoe.press("e", "Control+a")
    zoe.type("Lorient")
    boris.press("f")
    boris.status("flagged")
    zoe.press("Control+Enter")
    zoe.see("document.querySelector('dialog h2').textContent", "Boris a modifié cette paire entre-temps")


def each_reviewer_is_counted(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    zoe = stage.visit(server, who="Zoé")
    boris = stage.visit(server, who="Boris")
    zoe.press("Enter", "x")
    zoe.see("document.querySelectorAll('.pair.rejected').length", 1)
    boris.press("End", "c")
    boris.type("Why?")
    boris.press("Control+Enter")
    boris.see("document.querySelectorAll('#details .said').length", 1)
    boris.press("Shift+Enter")
    boris.status("accepted")
    boris.press("Shift+S")
    boris.see("document.querySelector('dialog table') !== null")
    rows = boris.get("Object.fromEntries([...document.querySelectorAll('dialog table')[0].querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent)).map(([who, ...cells]) => [who, cells.slice(0, 5)]))")
    assert rows == {"Zoé": ["1", "0", "1", "0", "0"], "Boris": ["1", "0", "0", "0", "1"]}, rows


def a_conflict_shows_both_and_lets_choose(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    anna, boris = stage.visit(server), stage.visit(server, who="Boris")
    anna.press("e", "Control+a")
    anna.type("The market in Lorient")
    boris.press("e", "Control+a")
    boris.type("Lorient market")
    boris.press("Control+Enter")
    boris.see("document.querySelectorAll('.pair.edited').length", 1)
    anna.press("Control+Enter")
    anna.see("document.querySelector('dialog h2').textContent.includes('Boris')")
    anna.see("[...document.querySelectorAll('dialog ins')].length > 0")
    anna.press("Enter")
    anna.see("document.querySelector('dialog')", None)
    boris.see(TGT, "Lorient market")
    # Her text was not lost: it is still in the editor.
    anna.see("document.querySelector('textarea.editor').value", "The market in Lorient")
    anna.press("Control+Enter")
    anna.see("document.querySelector('dialog') !== null")
    anna.page.get_by_role("button", name="Do mine").click()
    boris.see(TGT, "The market in Lorient")


def text_typed_into_a_pair_that_another_merged_is_not_lost(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    anna, boris = stage.visit(server), stage.visit(server, who="Boris")
    anna.press("j", "e", "Control+a")
    anna.type("Open from seven to noon.")
    boris.press("m")
    boris.see("document.querySelectorAll('.pair').length", 6)
    anna.see("document.querySelector('dialog textarea').value", "Open from seven to noon.")
    anna.press("Escape")
    anna.see("document.querySelectorAll('.pair').length", 6)


def kill_9_loses_nothing(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    page = stage.visit(server)
    page.press("Enter", "x")
    page.said("p2.s1")
    page.press("e", "Control+a")
    page.type("It has 48 stalls.")
    page.press("Control+Enter")
    page.see("document.querySelectorAll('.pair.edited').length", 1)
    server.kill()
    page.see("document.getElementById('banner').hidden", False)
    server.start()
    again = stage.visit(server)
    again.see("[...document.querySelectorAll('.pair')].map(pair => pair.className.split(' ')[1]).slice(0, 4)", ["accepted", "rejected", "edited", "auto"])
    assert again.get("document.querySelectorAll('.pair .side.tgt')[2].textContent") == "It has 48 stalls."
    for _ in range(3):
        again.press("z")
    again.see("document.querySelectorAll('.pair.auto').length", 7)


def without_the_server_nothing_is_done_in_silence(stage):
    server = stage.serve(stage.bitext("market.csv", SMALL))
    page = stage.visit(server)
    server.kill()
    page.see("document.getElementById('banner').textContent.includes('Offline')")
    page.press("Shift+Enter")
    page.said("not done")
    page.press("e")
    page.type(" again")
    page.press("Control+Enter")
    page.see("document.querySelector('textarea.editor').value", "The market of Lorient again")
    page.status("auto")


def a_file_changed_outside_is_shown_and_never_overwritten(stage):
    bitext = stage.bitext("market.csv", SMALL)
    page = stage.visit(stage.serve(bitext))
    page.press("Enter")
    page.said("accepted")
    stage.bitext("market.csv", SMALL.replace("The flowers come", "Flowers come"))
    page.press("Control+s")
    page.see("document.querySelector('dialog') !== null")
    page.see("document.querySelector('dialog').textContent.includes('p3.s3')")
    assert "Flowers come" in open(bitext, encoding="utf-8").read()
    page.page.get_by_role("button", name="Merge both").click()
    page.see("document.querySelectorAll('.pair .side.tgt')[5].textContent", "Flowers come from Brittany.")
    page.see("document.querySelectorAll('.pair')[0].classList.contains('accepted')")
    page.press("Control+s")
    page.said("market.csv")
    text = open(bitext, encoding="utf-8").read()
    assert "Flowers come" in text and "accepted" in text, text


def what_both_changed_is_told_when_the_file_is_merged(stage):
    bitext = stage.bitext("market.csv", SMALL)
    page = stage.visit(stage.serve(bitext))
    page.press("End", "k", "e", "Control+a")
    page.type("Blooms come from Brittany.")
    page.press("Control+Enter")
    page.see("document.querySelectorAll('.pair.edited').length", 1)
    stage.bitext("market.csv", SMALL.replace("The flowers come", "Flowers come"))
    page.press("Control+s")
    page.page.get_by_role("button", name="Merge both").click()
    page.see("document.querySelector('dialog h2').textContent.includes('left aside')")
    shown = page.page.locator(".differences li").first.inner_text()
    assert all(word in shown for word in ["p3.s3", "Blooms", "Flowers"]), shown
    assert "Blooms come" in open(bitext, encoding="utf-8").read()


def a_copy_goes_out_and_comes_back(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Enter")
    page.said("accepted")
    page.press("Shift+X")
    with page.page.expect_download() as download:
        page.page.locator("[data-format=csv]").click()
    copy = open(download.value.path(), encoding="utf-8-sig").read()
    assert "accepted" in copy
    page.press("Escape")
    page.see("document.querySelector('dialog[open]')", None)
    path = stage.bitext("colleague.csv", copy.replace("The flowers come", "Flowers come"))
    page.choose("Shift+Y", path)
    page.see("document.querySelectorAll('.pair .side.tgt')[5].textContent", "Flowers come from Brittany.")


def all_formats_are_offered(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Shift+X")
    page.see("document.querySelectorAll('.formats a').length > 8")
    for format in ["tmx", "xlsx", "jsonl"]:
        with page.page.expect_download() as download:
            page.page.locator(f"[data-format={format}]").click()
        assert download.value.path().stat().st_size > 200, format
