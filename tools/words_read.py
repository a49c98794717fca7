#!/usr/bin/env python3
"""Compares the words that enregard reads with those that pandoc or poppler reads.

  words_read.py ENREGARD FILE...

Prints for each kind of file how many files there are, which share of the other reader's words enregard
has (read), which share of enregard's words the other reader has (true), and the files that stand out.
Words are compared as bags, in lower case, letters only: where lines break does not count. A file that
enregard refuses is named with its message.
"""
import collections
import re
import subprocess
import sys

PANDOC = {"html": "html", "htm": "html", "docx": "docx", "odt": "odt", "epub": "epub", "rst": "rst",
          "tex": "latex", "md": "markdown", "xml": "docbook", "dbk": "docbook"}


def other(path, kind):
    if kind == "pdf":
        return ["pdftotext", path, "-"]
    if kind == "man":
        return ["bash", "-c", 'zcat -f "$0" | pandoc -f man -t plain --wrap=none', path]
    return ["pandoc", "-f", PANDOC[kind], "-t", "plain", "--wrap=none", path]


def kind_of(path):
    name = path.removesuffix(".gz")
    ending = name.rsplit(".", 1)[-1].lower()
    return "man" if ending[0].isdigit() or ending in ("n", "l") else ending


def words(text):
    return collections.Counter(re.findall(r"[^\W\d_]{2,}", text.lower()))


def run(command):
    done = subprocess.run(command, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


flags = ["--all"] if "--all" in sys.argv else []
files = [path for path in sys.argv[2:] if path != "--all"]
binary, totals, odd = sys.argv[1], collections.defaultdict(lambda: [0, 0, 0, 0, 0]), []
for path in files:
    kind = kind_of(path)
    code, text, _ = run(other(path, kind))
    theirs = words(text)
    if code or sum(theirs.values()) < 50:
        continue
    code, text, said = run([binary, "segment", *flags, path])
    total = totals[kind]
    if code:
        total[4] += 1
        odd.append((0.0, 0.0, path, said.splitlines()[0] if said else ""))
        continue
    ours = words(text)
    both = sum((ours & theirs).values())
    total[0] += 1
    total[1] += both
    total[2] += sum(theirs.values())
    total[3] += sum(ours.values())
    read, true = both / sum(theirs.values()), both / max(1, sum(ours.values()))
    if min(read, true) < 0.97:
        lost = [word for word, _ in (theirs - ours).most_common(5)]
        more = [word for word, _ in (ours - theirs).most_common(5)]
        odd.append((read, true, path, f"lost {lost} more {more}"))
print("kind files refused words read true")
for kind, (n, both, theirs, ours, refused) in sorted(totals.items()):
    print(f"{kind:6} {n:4} {refused:3} {theirs:8} {both / max(1, theirs):.4f} {both / max(1, ours):.4f}")
for read, true, path, what in sorted(odd)[:60]:
    print(f"{read:.3f} {true:.3f} {path}: {what}")
