"""Claims on going through a bitext and deciding."""

import contextlib
import csv
import sqlite3

from bitexts import N_SMALL, SMALL


def a_whole_review_is_done_by_keyboard(stage):
    bitext = stage.bitext("market.csv", SMALL)
    server = stage.serve(bitext)
    page = stage.visit(server)
    assert page.id == "p1.s1"
    page.press("Enter", "a")
    page.see("document.querySelector('.pair.current .id').textContent", "p2.s2")
    page.press("e")
    page.press("Control+a")
    page.type("It has 48 stalls.")
    page.press("Control+Enter", "k")
    page.status("edited")
    page.press("j", "x")
    page.press("f", "b", "Shift+Enter")
    page.status("flagged")
    page.status("accepted")
    page.press("j", "Enter", "Enter")
    page.see("document.querySelector('.figures').textContent.includes('7 of 7 pairs')")
    page.press("Control+s")
    page.said("market.csv")
    with open(bitext, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["accepted", "accepted", "edited", "rejected", "accepted", "accepted", "accepted"], rows
    assert rows[2]["en"] == "It has 48 stalls."
    assert {row["reviewer"] for row in rows} == {"Anna"}


def keys_lead_to_what_needs_a_look(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    for key, wanted in [("n", "p3.s1"), ("n", "p3.s2"), ("p", "p3.s1"), ("Home", "p1.s1"), ("o", "p2.s1"), ("o", "p3.s2"), ("Shift+O", "p2.s1"), ("End", "p4.s1")]:
        page.press(key)
        page.see("document.querySelector('.pair.current .id').textContent", wanted)
    page.see("document.querySelectorAll('.filters select')[3].options.length > 2")
    page.press("i")
    page.see("document.querySelector('.pair.current .id').textContent", "p2.s2")
    page.press("g")
    page.type("p3.s3")
    page.press("Enter")
    page.see("document.querySelector('.pair.current .id').textContent", "p3.s3")


def a_reload_keeps_everything(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Enter", "x")
    page.said("p2.s1")
    page.press("e")
    page.type(" And more")
    page.page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.id == "p2.s2"
    page.see("[...document.querySelectorAll('.pair')].map(pair => pair.className.split(' ')[1]).slice(0, 3)", ["accepted", "rejected", "auto"])
    page.see("document.querySelector('.pair.current .draft') !== null")
    page.press("e")
    page.see("document.querySelector('textarea.editor').value", "It has 84 stalls. And more")
    page.press("Escape")
    page.see("document.querySelector('.draft')", None)


def undo_and_redo_go_all_the_way(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Enter", "x", "Shift+Enter", "m", "f")
    page.status("flagged")
    statuses = "[...document.querySelectorAll('.pair')].map(pair => pair.className.split(' ')[1])"
    after = page.get(statuses)
    assert len(after) == N_SMALL - 1, after
    for _ in range(5):
        page.press("z")
    page.see(statuses, ["auto"] * N_SMALL)
    page.see("document.querySelector('[data-name=undo].icon').disabled")
    for _ in range(5):
        page.press("Shift+Z")
    page.see(statuses, after)


def accepting_up_to_here_asks_and_counts(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("x")
    page.said("rejected")
    page.press("j", "j", "Shift+A")
    page.see("document.querySelector('dialog p').textContent.includes('3 undecided pairs')")
    page.press("Enter")
    page.see("[...document.querySelectorAll('.pair')].map(pair => pair.className.split(' ')[1]).slice(0, 5)", ["rejected", "accepted", "accepted", "accepted", "auto"])
    page.see("document.querySelectorAll('.sign.bulk').length", 3)


def accepting_above_a_probability_spares_findings(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.see("document.querySelectorAll('.count.warning').length > 0")
    page.press("Shift+P")
    page.press("Enter")
    page.said("95")
    page.see("[...document.querySelectorAll('.pair.accepted .id')].map(id => id.textContent)", ["p1.s1", "p3.s3", "p4.s1"])


def what_was_accepted_in_bulk_is_undone_at_once(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Shift+P")
    page.page.get_by_role("spinbutton").fill("60")
    page.page.get_by_role("checkbox").uncheck()
    page.press("Enter")
    page.see("document.querySelectorAll('.pair.accepted .sign.bulk').length", N_SMALL - 1)
    page.press("z")
    page.see("document.querySelectorAll('.pair.auto').length", N_SMALL)


def undo_goes_on_after_a_reload(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Enter", "m", "x")
    page.see("document.querySelectorAll('.pair.rejected').length", 1)
    page.reload()
    page.press("z", "z")
    page.see("document.querySelectorAll('.pair').length", N_SMALL)
    page.reload()
    page.press("z")
    page.see("document.querySelectorAll('.pair.auto').length", N_SMALL)
    page.press("Shift+Z", "Shift+Z", "Shift+Z")
    page.see("document.querySelectorAll('.pair.rejected').length", 1)
    page.see("document.querySelectorAll('.pair').length", N_SMALL - 1)


def filters_show_what_has_a_status_a_finding_or_a_shape(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.see("document.querySelectorAll('.filters select')[3].options.length > 2")
    page.press("Home", "Enter", "x", "f")
    page.see("document.querySelectorAll('.pair.flagged').length", 1)
    ids = "[...document.querySelectorAll('.pair .id')].map(id => id.textContent)"
    for name, value, wanted in [
        ("any status", "accepted", ["p1.s1"]), ("any status", "rejected", ["p2.s1"]), ("findings or none", "num.value", ["p2.s2"]),
        ("any shape", "not 1:1", ["p2.s1", "p3.s2"]), ("all pairs", "flagged", ["p2.s2"]), ("all pairs", "doubtful", ["p3.s1", "p3.s2"]),
    ]:
        select = page.page.get_by_label(name, exact=True)
        select.select_option(value)
        page.see(ids, wanted)
        select.select_option("")
        page.see(f"{ids}.length", N_SMALL)


def progress_counts_pairs_and_words_and_tells_the_time_left(stage):
    bitext = stage.bitext("market.csv", SMALL)
    server = stage.serve(bitext)
    page = stage.visit(server)
    figures = "document.querySelector('.figures').textContent"
    page.see(f"{figures}.includes('0 of 7 pairs') && {figures}.includes('0 of 41 words') && !{figures}.includes('left')")
    page.press("Enter")
    page.see(f"{figures}.includes('1 of 7 pairs')")
    # The first decision was made a minute ago: from then on the speed is known.
    server.stop()
    with contextlib.closing(sqlite3.connect(bitext.replace(".csv", ".review.db"))) as log:
        log.execute("update log set at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-60 seconds')")
        log.commit()
    server.start()
    again = stage.visit(server)
    again.press("Enter")
    again.see(f"{figures}.includes('2 of 7 pairs') && {figures}.includes('min left')")
    assert again.get("document.querySelector('.progress').getAttribute('aria-label')").startswith("2 accepted")


def a_search_shows_what_fits(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("/")
    page.type("market|marché")
    page.see("document.querySelector('.filters output').textContent", "0 of 7")
    page.page.get_by_role("button", name="Regular expression").click()
    page.see("document.querySelector('.filters output').textContent", "2 of 7")
    page.see("[...document.querySelectorAll('.found')].map(found => found.textContent)", ["marché", "market", "marché", "market"])
    page.page.get_by_role("searchbox").fill("market(")
    page.see("document.querySelector('.filters input').getAttribute('aria-invalid')", "true")
    page.page.get_by_role("button", name="Show all").click()
    page.see("document.querySelectorAll('.pair').length", N_SMALL)


def a_search_that_finds_nothing_says_so_and_escape_shows_all_again(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("/")
    page.type("zzz")
    page.see("document.querySelector('.nothing-fits').hidden", False)
    page.press("Escape")
    page.see("document.querySelectorAll('.pair').length", 7)
    page.see("document.activeElement.classList.contains('current')")
    page.press("x")
    page.said("rejected")


def going_to_the_next_stays_among_the_pairs_that_are_shown(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("/")
    page.type("viennent")
    page.see("document.querySelector('.filters output').textContent", "2 of 7")
    page.press("Enter", "Home", ".")
    page.see("document.querySelector('.pair.current .id').textContent", "p3.s3")
    page.see("document.querySelector('.filters output').textContent", "2 of 7")
    # None of them is not 1:1: the filter gives way.
    page.press("o")
    page.see("document.querySelector('.pair.current .id').textContent", "p2.s1")
    page.see("document.querySelector('.filters output').textContent", "")


def the_log_says_what_was_undone(stage):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    page.press("Home", "m")
    page.see("document.querySelectorAll('.pair').length", 6)
    page.press("z")
    page.see("document.querySelectorAll('.pair').length", 7)
    page.press("Shift+H")
    page.see("document.querySelector('.log li')?.textContent.includes('undoing (pairs merged)')")
