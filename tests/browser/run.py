"""Tries claims: python run.py PROGRAM MODULE [CLAIM]. The exit code is 1 if one does not hold.

A claim is tried twice before it is given up: a browser on a machine that is busy with other things
misses keys now and then. What holds at the second try only is said."""

import importlib
import inspect
import sys
import time
import traceback

import harness


def claims(module, wanted):
    """Returns the functions of a module that are claims: those written there that take a stage."""
    functions = inspect.getmembers(module, inspect.isfunction)
    takes_a_stage = lambda function: list(inspect.signature(function).parameters) == ["stage"]
    own = [(name, claim) for name, claim in functions if claim.__module__ == module.__name__ and takes_a_stage(claim)]
    return [(name, claim) for name, claim in own if not wanted or name in wanted]


def holds(claim, browser, program):
    """Tries a claim on a stage of its own."""
    try:
        with harness.stage(browser, program) as stage:
            claim(stage)
        return True
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return False


def main(program, module, *wanted):
    if harness.CHROMIUM is None:
        print("skipped: chromium is not installed", file=sys.stderr)
        return 0
    failed = 0
    with harness.chromium() as browser:
        for name, claim in claims(importlib.import_module(module), wanted):
            began = time.monotonic()
            tries = next((n for n in (1, 2) if holds(claim, browser, program)), None)
            failed += tries is None
            outcome = {1: "ok", 2: "ok at the second try", None: "FAILED"}[tries]
            print(f"{outcome} {name} ({time.monotonic() - began:.1f} s)")
    return min(failed, 1)


sys.exit(main(*sys.argv[1:]))
