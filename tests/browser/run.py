"""Tries claims: python run.py PROGRAM MODULE [CLAIM]. The exit code is 1 if one does not hold."""

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


def main(program, module, *wanted):
    if harness.CHROMIUM is None:
        print("skipped: chromium is not installed", file=sys.stderr)
        return 0
    failed = 0
    with harness.chromium() as browser:
        for name, claim in claims(importlib.import_module(module), wanted):
            began = time.monotonic()
            try:
                with harness.stage(browser, program) as stage:
                    claim(stage)
                print(f"ok {name} ({time.monotonic() - began:.1f} s)")
            except Exception:
                failed += 1
                print(f"FAILED {name}")
                traceback.print_exc(file=sys.stdout)
    return min(failed, 1)


sys.exit(main(*sys.argv[1:]))
