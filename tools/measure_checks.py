#!/usr/bin/env python3
"""Measures the checks on pairs that are right, in both directions, for docs/checks.md.

    cargo build --release
    tools/measure_checks.py PAIRS_FOLDER              prints the figures, some minutes
    tools/measure_checks.py PAIRS_FOLDER --rates      writes src/check/data/rates.txt too

PAIRS_FOLDER holds `NAME.tsv.xz`, French and English with a tab between. What is kept
for measuring, and no constant was chosen on: of the news every other run of 500 pairs,
of the others the last 3,000. Negations are counted at a note as well, by what they say,
since most of them are notes.
"""

import csv
import datetime
import json
import lzma
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = "target/release/enregard"
RATES = pathlib.Path("src/check/data/rates.txt")
NEWS = "wmt_newstest0813"
KEPT = [NEWS, "newscommentary_sample", "europarl", "tatoeba", "laws_canada", "debian_mo", "ddtp",
        "php_docs", "python_docs", "self_maupassant_poe"]
RUN, LAST = 500, 3_000


def pairs_of(folder, name):
    lines = lzma.open(folder / f"{name}.tsv.xz", "rt", encoding="utf-8")
    rows = [cells for cells in (line.rstrip("\n").split("\t") for line in lines) if len(cells) == 2]
    if name == NEWS:
        return [row for at, row in enumerate(rows) if at // RUN % 2 == 1]
    return rows[-LAST:]


def write(rows, path, is_reversed):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["en", "fr"] if is_reversed else ["fr", "en"])
        out.writerows([row[::-1] for row in rows] if is_reversed else rows)


def run(path, is_reversed, *options):
    langs = ["--src-lang", "en", "--tgt-lang", "fr"] if is_reversed else []
    command = [PROGRAM, "check", str(path), "--quiet", "--fail-on", "never", *langs, *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rates(report, n_pairs):
    """The lines of rates.txt, from the table of good pairs; checks that are not in it flag none."""
    names = [line.split()[0] for line in RATES.read_text().splitlines() if not line.startswith("#")]
    names += sorted({page.stem for page in pathlib.Path("docs/checks").glob("*.md")} - {*names, "README"})
    flagged = {cells[0]: int(cells[2]) for cells in map(str.split, report.splitlines())
               if len(cells) == 4 and cells[2].isdigit()}
    today = datetime.date.today().strftime("%-d %B %Y")
    head = (f"# False alarms at warning or above in 1,000 good pairs: `enregard check --measure` on the kept\n"
            f"# half of WMT news 2008-2013 ({n_pairs:,} pairs), {today}. Real errors are not taken out.\n")
    return head + "".join(f"{name} {1000 * flagged.get(name, 0) / n_pairs:.1f}\n" for name in names)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        for name in KEPT:
            rows = pairs_of(folder, name)
            for is_reversed in (False, True):
                path = pathlib.Path(place) / f"{name}.csv"
                write(rows, path, is_reversed)
                report = run(path, is_reversed, "--measure")
                found = run(path, is_reversed, "--format", "jsonl").splitlines()
                negations = [json.loads(line) for line in found if '"check":"negation"' in line]
                n_notes = sum(finding["severity"] == "info" for finding in negations)
                way = "English to French" if is_reversed else "French to English"
                print(f"== {name}, {way}, {len(rows)} pairs; {n_notes} notes of negation\n{report}")
                if name == NEWS and not is_reversed and "--rates" in sys.argv:
                    RATES.write_text(rates(report, len(rows)))


main()
