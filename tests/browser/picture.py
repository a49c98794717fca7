"""Takes the picture in the README: python tests/browser/run.py PROGRAM picture."""

import pathlib
import subprocess

from PIL import Image

ROOT = pathlib.Path(__file__).parents[2]


def readme(stage):
    bitext = str(stage.folder / "haut-karabakh.csv")
    sides = [str(ROOT / "corpus" / f"haut-karabakh.{end}") for end in ("fr.txt", "en.csv")]
    subprocess.run([stage.program, "align", *sides, "-o", bitext, "--quiet"], check=True)
    page = stage.visit(stage.serve(bitext), width=1280, height=720)
    page.see("document.querySelectorAll('.count').length > 0")
    page.press("Home", "Enter", "Enter")
    page.see("document.querySelectorAll('#details .findings').length", 1)
    page.page.locator(".current .src .word").nth(6).hover()
    page.see("document.getElementById('said').textContent", "")
    shot = stage.folder / "review.png"
    page.page.screenshot(path=shot)
    # Few colors: the page is paper and ink.
    Image.open(shot).convert("P", palette=Image.ADAPTIVE, colors=64).save(ROOT / "docs" / "review.png", optimize=True)
