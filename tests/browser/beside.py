"""Claims on several translations of one text: what others wrote stands beside a pair, and one key takes it over."""

import csv
import pathlib

from bitexts import HEADER, SMALL

TGT = "document.querySelector('.pair.current .side.tgt').textContent"
OTHER = "[...document.querySelectorAll('.pair.current .other-text')].map(part => part.textContent)"

# Another translator cut the text otherwise, and has no ids of ours on the English side.
LUC = HEADER + """
p1.s1,1:1,Le marché de Lorient,Lorient market,p1.s1,x1,0.99,accepted,,,,
p2.s1,2:1,"Le marché ouvre à sept heures, et il ferme à midi. Il compte 48 étals.","From seven to noon, 48 stalls.",p2.s1 p2.s2,x2,0.91,auto,,,,
p3.s1,1:1,Les poissons viennent du port.,The fish comes from the port.,p3.s1,x3,0.55,edited,,,,
p3.s2,1:1,On les vend à la criée.,It is sold by auction.,p3.s2,x4,0.62,auto,,,,
"""
MIA = LUC.replace("It is sold by auction.", "They auction it.").replace("Lorient market", "The market at Lorient")


def visit(stage, *others, **options):
    paths = [stage.bitext(f"{name}.csv", text) for name, text in others]
    beside = [part for path in paths for part in ("--beside", path)]
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL), *beside), **options)
    page.press("Home")
    return page, paths


def another_wording_is_taken_over_and_undone(stage):
    page, [luc] = visit(stage, ("luc", LUC))
    before = pathlib.Path(luc).read_text(encoding="utf-8")
    page.see(OTHER, ["Lorient market"])
    page.press("l")
    page.see(TGT, "Lorient market")
    page.see("document.querySelectorAll('.pair.edited').length", 1)
    page.press("z")
    page.see(TGT, "The market of Lorient")
    # A block of the other translation stands at each of its pairs, and says that it holds more.
    page.press("j")
    page.see(OTHER, ["From seven to noon, 48 stalls."])
    page.see("document.querySelector('.pair.current .other-name').textContent.includes('neighbors')")
    # What merges here is still found.
    page.press("m")
    page.see("document.querySelector('.pair.current .other-name').textContent", "luc")
    page.press("Control+s")
    page.said("Written")
    assert pathlib.Path(luc).read_text(encoding="utf-8") == before, "the other file stays as it is"


def of_several_a_figure_chooses(stage):
    page, _ = visit(stage, ("luc", LUC), ("mia", MIA))
    page.press("j", "j", "j", "j")
    page.see(OTHER, ["It is sold by auction.", "They auction it."])
    page.press("l")
    page.page.get_by_role("dialog").wait_for()
    page.press("2")
    page.see(TGT, "They auction it.")


def word_differences_are_shown_on_demand(stage):
    page, _ = visit(stage, ("luc", LUC))
    page.press("j", "j", "j")
    page.see(OTHER, ["The fish comes from the port."])
    page.see("document.querySelectorAll('.pair.current .other ins').length", 0)
    page.press("Shift+V")
    page.see("[...document.querySelectorAll('.pair.current .other ins')].map(part => part.textContent)", ["port"])
    page.see("[...document.querySelectorAll('.pair.current .other del')].map(part => part.textContent)", ["harbour"])


def without_others_nothing_stands_there(stage):
    page, _ = visit(stage)
    page.press("l")
    page.said("no other wording")
    page.see("document.querySelectorAll('.beside').length", 0)
