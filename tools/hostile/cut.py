"""Files of every format that end too early: after each kilobyte, or in 24 places if they are short.

The formats that enregard writes are written by it from the corpus, the others are those of `tests/data`.
"""

import csv
import pathlib
import subprocess

from make import ods

ROOT = pathlib.Path(__file__).resolve().parents[2]
N_CUTS = 24


def bitext(folder):
    """A bitext of all texts of the corpus."""
    rows = [row for gold in sorted((ROOT / "corpus").glob("*.gold.csv")) for row in csv.DictReader(open(gold))]
    path = folder / "all.csv"
    with open(path, "w", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerow(["id", "fr", "en"])
        sheet.writerows([n, row["fr"], row["en"]] for n, row in enumerate(rows))
    return path


def files(binary, folder):
    """Yields label, file name, bytes, arguments of whole files."""
    check, segment = "check @ --fail-on never", "segment @"
    source = bitext(folder)
    for ending in ["xlsx", "docx", "parquet", "tmx", "xlf", "xlf2", "po", "jsonl"]:
        path = folder / f"all.{ending}"
        subprocess.run([binary, "convert", source, "-o", path], check=True, stderr=subprocess.DEVNULL)
        yield f"{ending} bitext" if ending == "docx" else ending, f"a.{ending}", path.read_bytes(), check
    subprocess.run([binary, "convert", source, "-o", folder / "all.epub"], check=True, stderr=subprocess.DEVNULL)
    yield "epub", "a.epub", (folder / "all.epub").read_bytes(), segment
    for ending in ["docx", "odt", "epub", "pdf", "html"]:
        yield ending, f"a.{ending}", (ROOT / f"tests/data/lettre-atelier.{ending}").read_bytes(), segment
    for name in ["agency.sdlxliff", "agency.mqxliff", "agency.mxliff", "memory.tmx"]:
        ending = name.split(".")[-1]
        yield ending, f"a.{ending}", (ROOT / "tests/data/tools" / name).read_bytes(), check
    cells = lambda row: "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)
    rows = [["fr", "en"]] + [[f"Il a {n} chats.", f"He has {n} cats."] for n in range(1, 2000)]
    yield "ods", "a.ods", ods("".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in rows)), check


def cases(binary, folder):
    """Yields name, file name, content, arguments, in which `@` is the file."""
    for label, name, whole, arguments in files(binary, folder):
        step = max(1, min(1024, len(whole) // N_CUTS))
        for at in range(step, len(whole), step):
            yield f"{label} cut: at {at} of {len(whole)} bytes", name, whole[:at], arguments
