"""Keystrokes and seconds of five tasks of a review: python tasks.py PROGRAM [before].

A hand that knows the keys types one in KEY_S; what is measured is what the page adds: the keys that a task takes, and
the seconds till the page shows the end of it when every key comes as soon as the page can take it. Typed words are
not counted as keys: they are the same everywhere. `before` does the tasks without the keys of December 2026.
"""

import sys
import time

import harness
from bitexts import HEADER, table

ANIMALS = "renard loup cerf lynx ours blaireau castor écureuil hérisson sanglier".split()
BEASTS = "fox wolf stag lynx bear badger beaver squirrel hedgehog boar".split()
PLACES = "bois champ jardin village marais moulin verger chemin".split()
SITES = "wood field garden village marsh mill orchard path".split()


def sentences(n):
    """Returns sentences that no other one is like: a beast, a place and a number."""
    return [
        (f"Le {ANIMALS[i % 10]} traverse le {PLACES[i % 8]} à {i + 3} heures.", f"The {BEASTS[i % 10]} crosses the {SITES[i % 8]} at {i + 3} o'clock.")
        for i in range(n)
    ]


def bitext(rows):
    """Returns a bitext of `(fr, en, status)`; blank sides have no segments."""
    lines = [HEADER]
    for i, (fr, en, status) in enumerate(rows, 1):
        shape = f"{int(fr != '')}:{int(en != '')}"
        ids = [f"p{i}.s1" if fr else "", f"r{i}.s1" if en else ""]
        lines.append(f'{ids[0] or "en." + ids[1]},{shape},"{fr}","{en}",{ids[0]},{ids[1]},0.9,{status},,,,')
    return "\n".join(lines) + "\n"


# Nothing is under way: the page waits for the hand, or a dialog asks it something.
QUIET = """() => window.underWay === 0 &&
  (!document.documentElement.hasAttribute('data-busy') || document.querySelector('dialog[open]'))"""


class Hand:
    """Types, and counts."""

    def __init__(self, page):
        self.page, self.n = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.press(key)
            self.page.page.wait_for_function(QUIET)
            self.n += 1

    def write(self, text):
        self.page.page.keyboard.insert_text(text)


def drift(hand, _):
    """Thirty pairs are one off; the page names the stretch, or the column is shifted."""
    hand.press("Home", "j", "j", "j", "j", "Shift+J", "Enter")
    hand.page.see("document.getElementById('said').textContent.includes('ealigned')")


def paragraph(hand, _):
    """Eight rows have no translation because it stands eight rows below."""
    hand.press("Home", "j", "j", "j", "j", "Shift+J", "Enter")
    hand.page.see("document.getElementById('said').textContent.includes('ealigned')")


def half(hand, before):
    """Half a sentence stands in the pair before: cut it off and let it go down."""
    hand.press("Home", "j", "2", "v", *["Control+ArrowRight"] * 6, "s")
    hand.press("j", "d", "k") if before else hand.press("j", "m")


def edits(hand, _):
    """A hundred translations in a row get a word more."""
    hand.press("Home", "e")
    for _ in range(100):
        hand.write(" Yes.")
        hand.press("Control+Enter", "e")


def partial(hand, before):
    """Fifty of a hundred sentences are translated."""
    hand.press("Home")
    if before:
        for _ in range(50):
            hand.press(".", "e")
            hand.write("A translation.")
            hand.press("Control+Enter", "k")
        return
    hand.press("0", "e")
    for _ in range(50):
        hand.write("A translation.")
        hand.press("Control+Enter")


def tasks():
    forty = sentences(44)
    shifted = [(fr, forty[max(0, i - 1) if 4 < i < 35 else i][1], "auto") for i, (fr, _) in enumerate(forty)]
    gone = [(fr, "" if 5 <= i < 13 else en, "auto") for i, (fr, en) in enumerate(forty)]
    gone[13:13] = [("", en, "auto") for _, en in forty[5:13]]
    whole = [(fr, en, "auto") for fr, en in sentences(110)]
    cut = list(whole[:8])
    cut[1] = (cut[1][0], cut[1][1] + " At noon", "auto")
    open_half = [(fr, "" if i % 2 else en, "auto" if i % 2 else "accepted") for i, (fr, en) in enumerate(sentences(100))]
    return [("drift of 30 pairs", shifted, drift), ("missing paragraph of 8 rows", gone, paragraph), ("half a sentence in the wrong pair", cut, half), ("100 edits in a row", whole, edits), ("partial translation, 50 sentences", open_half, partial)]


def main(program, *more):
    before = "before" in more
    print("| task | keys | seconds |\n|---|---|---|")
    with harness.chromium() as browser:
        for name, rows, do in tasks():
            with harness.stage(browser, program) as stage:
                page = stage.visit(stage.serve(stage.bitext("task.csv", bitext(rows))))
                page.settle()
                hand = Hand(page)
                began = time.monotonic()
                do(hand, before)
                page.settle()
                print(f"| {name} | {hand.n} | {time.monotonic() - began:.1f} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
