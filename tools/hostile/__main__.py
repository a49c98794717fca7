#!/usr/bin/env python3
"""Makes hostile files of every format, runs enregard on them within limits, and tells what came of it.

    python3 tools/hostile target/release/enregard [FOLDER] > table.md
    ONLY=pdf,cut python3 tools/hostile …    only the inputs whose names have one of these in them

The inputs are in `documents.py`, `tables.py`, `texts.py` and `cut.py`; `make.py` builds the formats. Each run may take
3 GB and 120 s. It is refused or read; what else happens (a signal, a panic, another exit code, a limit, the text of a
file that was only named) is printed as BROKEN and makes this script end with 1. FOLDER keeps the files.
`docs/measured/trust.md` has the figures of one run. Needs Linux and Python, nothing else.
"""

import itertools
import json
import os
import pathlib
import resource
import sys
import tempfile
import time

import cut
import documents
import tables
import texts
from make import EN, FR

BINARY = os.path.abspath(sys.argv[1])
MEMORY, SECONDS = 3_000_000_000, 120
# What is in the files that hostile ones name.
LEAKS = ["root:x:0"]


def written(folder, kept):
    """Yields name, file, length, arguments of each case when its file stands in the folder. Another process makes it:
    what a child takes at its peak includes what its parent had when it was started, so that one must stay small."""
    told, tell = os.pipe()
    go_on, next_one = os.pipe()
    if os.fork() == 0:
        only = os.environ.get("ONLY", "").split(",")
        with tempfile.TemporaryDirectory() as place:
            cuts = cut.cases(BINARY, pathlib.Path(place))
            every = itertools.chain(documents.cases(), tables.cases(), texts.cases(), cuts)
            wanted = (case for case in every if any(word in case[0] for word in only))
            hand_over(wanted, folder, kept, tell, go_on)
        os._exit(0)
    os.close(tell)
    os.close(go_on)
    with open(told) as lines:
        for line in lines:
            yield json.loads(line)
            os.write(next_one, b"x")


def hand_over(cases, folder, kept, tell, go_on):
    """Writes one file after the other, each when it is asked for."""
    for number, (name, file, content, arguments) in enumerate(cases):
        content = content if isinstance(content, bytes) else content.encode()
        (folder / file).write_bytes(content)
        if kept:
            kept.mkdir(exist_ok=True)
            (kept / f"{number:03}-{file}").write_bytes(content)
        os.write(tell, (json.dumps([name, file, len(content), arguments]) + "\n").encode())
        if not os.read(go_on, 1):
            break


def run(arguments, folder):
    """Returns exit code (negative: a signal), seconds by the clock, seconds of computing, megabytes, what was said."""
    said, shown = folder / "said", folder / "shown"
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with open(said, "wb") as err, open(shown, "wb") as out, open(os.devnull, "rb") as null:
            os.dup2(null.fileno(), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.execv(BINARY, [BINARY, *arguments])
    _, status, usage = os.wait4(child, 0)
    text = said.read_text("utf-8", "replace")
    with open(shown, "rb") as out:
        text += "".join(f"leaked: {word}" for word in LEAKS if word in out.read(1 << 20).decode("utf-8", "replace"))
    return (os.waitstatus_to_exitcode(status), time.monotonic() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024, text)


def main():
    kept = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    worst, n_cases, broken = {}, 0, []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "small.txt").write_text(FR * 3)
        (folder / "small.csv").write_text(f"fr,en\n{FR},{EN}\n")
        (folder / "big.csv").write_text(f"fr,en\n{'a' * 200_000},{'b' * 1000}\n")
        for name, file, length, arguments in written(folder, kept):
            code, clock, seconds, megabytes, said = run(arguments.replace("@", file).split(), folder)
            (folder / file).unlink()
            n_cases += 1
            is_fine = code in (0, 1, 2, 3) and "panicked" not in said and "leaked" not in said
            is_fine = is_fine and (code == 0 or "error: " in said)
            passing = [path.name for path in folder.glob(".enregard-*")]
            is_fine = is_fine and not passing
            first = next((line for line in said.splitlines() if line.startswith("error")), "")[:110]
            line = f"{'ok' if is_fine else 'BROKEN'} {code} {clock:6.1f} s {seconds:6.1f} s {megabytes:6.0f} MB {length / 1e6:7.2f} MB  {name}  {first}"
            print(line, file=sys.stderr, flush=True)
            if not is_fine:
                broken.append(line + f" {passing}")
            group = name.split(":")[0]
            entry = worst.setdefault(group, [0, (0.0, ""), (0.0, "", 0.0)])
            entry[0] += 1
            entry[1] = max(entry[1], (seconds, name))
            entry[2] = max(entry[2], (megabytes, name, length / 1e6))
    print("| format | inputs | worst seconds | of | worst peak | of (its size) |\n|---|---|---|---|---|---|")
    for group, (n, slow, large) in worst.items():
        print(f"| {group} | {n} | {slow[0]:.1f} | {slow[1]} | {large[0]:.0f} MB | {large[1]} ({large[2]:.2f} MB) |")
    print(f"\n{n_cases} inputs, {len(broken)} broken")
    for line in broken:
        print(line)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
