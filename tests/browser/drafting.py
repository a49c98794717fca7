"""Claims on text that was typed and not saved, and on who signs."""

from bitexts import SMALL


def bitext(stage):
    return stage.bitext("market.csv", SMALL)


def typed(page, text=", in Brittany"):
    """Types into the translation of the first pair."""
    page.press("Home", "e", "End")
    page.type(text)


def a_draft_survives_a_kill_another_port_and_another_tab(stage):
    server = stage.serve(bitext(stage))
    page = stage.visit(server)
    typed(page)
    page.settle()
    page.page.wait_for_timeout(500)
    page.settle()
    server.kill()
    server.start()
    again = stage.visit(server)
    again.see("document.querySelectorAll('.draft').length", 1)
    again.page.locator(".draft").click()
    again.see("document.activeElement.value", "The market of Lorient, in Brittany")
    again.press("Control+Enter")
    again.see("document.querySelector('.pair .side.tgt').textContent", "The market of Lorient, in Brittany")
    again.see("document.querySelector('.draft')", None)


def accepting_saves_the_draft_of_the_pair_first(stage):
    page = stage.visit(stage.serve(bitext(stage)))
    typed(page)
    page.page.locator("#details [data-name=accept]").click()
    page.see("document.querySelector('.pair').classList.contains('accepted')")
    page.see("document.querySelector('.pair .side.tgt').textContent", "The market of Lorient, in Brittany")
    # A draft that waits elsewhere, too.
    page.press("Home", "e", "End")
    page.type("!")
    page.page.locator(".pair").nth(3).locator(".side.src").click()
    # A click sets the caret, which takes Home for itself.
    page.press("k", "k", "k", "Enter")
    page.see("document.querySelector('.pair .side.tgt').textContent", "The market of Lorient, in Brittany!")
    page.see("document.querySelector('.draft')", None)


def a_text_is_saved_and_left_by_touch(stage):
    page = stage.visit(stage.serve(bitext(stage)), width=390, height=844, has_touch=True, is_mobile=True)
    page.page.locator("#details [data-name=editTarget]").tap()
    page.page.locator("textarea.editor").fill("Lorient market")
    page.page.get_by_role("button", name="Save").tap()
    page.see("document.querySelector('.pair .side.tgt').textContent", "Lorient market")
    page.status("edited")
    page.page.locator("#details [data-name=editTarget]").tap()
    page.page.locator("textarea.editor").fill("Nonsense")
    page.page.get_by_role("button", name="Cancel").tap()
    page.see("document.querySelector('.pair .side.tgt').textContent", "Lorient market")


def what_was_left_with_escape_can_be_brought_back(stage):
    server = stage.serve(bitext(stage))
    page = stage.visit(server)
    typed(page)
    page.press("Escape")
    page.see("document.querySelector('.pair .side.tgt').textContent", "The market of Lorient")
    page.see("document.querySelector('.draft')", None)
    page.settle()
    page.reload()
    page.press("Home", "e")
    page.page.get_by_role("button", name="Bring back").click()
    page.see("document.activeElement.value", "The market of Lorient, in Brittany")
    page.press("Control+Enter")
    page.see("document.querySelector('.pair .side.tgt').textContent", "The market of Lorient, in Brittany")


def writing_the_file_names_the_texts_that_are_not_in_it(stage):
    page = stage.visit(stage.serve(bitext(stage)))
    typed(page)
    page.page.locator(".pair").nth(3).locator(".side.src").click()
    page.press("Control+s")
    page.said("p1.s1 (en, Anna)")


def a_stopped_server_says_whether_the_file_is_written(stage):
    server = stage.serve(bitext(stage))
    page = stage.visit(server)
    page.press("Home", "Enter")
    page.see("document.querySelectorAll('.pair.accepted').length", 1)
    server.stop()
    page.see("document.getElementById('banner').textContent.includes('market.csv is written')")
    assert ",accepted," in (stage.folder / "market.csv").read_text(encoding="utf-8")


def the_name_given_for_the_review_wins_over_the_browsers_memory(stage):
    page = stage.visit(stage.serve(bitext(stage), "--reviewer", "Zoé"), who="Anna")
    page.see("document.querySelector('.person.me').textContent", "Zoé")
    page.press("Home", "Shift+Enter")
    page.see("document.querySelector('#details .by').textContent.includes('Zoé')")


def a_name_is_asked_once_and_over_the_texts(stage):
    server = stage.serve(bitext(stage))
    page = stage.visit(server, who=None)
    page.page.locator("dialog input").wait_for()
    page.see("document.querySelectorAll('.pair .side').length > 0")
    page.press("Escape")
    page.page.reload()
    page.ready()
    page.page.wait_for_timeout(300)
    page.see("document.querySelector('dialog')", None)
