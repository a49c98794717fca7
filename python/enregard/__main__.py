"""The command ``enregard``: ``python -m enregard`` does the same."""

from __future__ import annotations

import signal
import sys

from ._enregard import command


def main() -> None:
    """Runs the command line of this process, and ends with its exit code."""
    # Python's handler would wait for Python to run again.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = [] if getattr(sys, "frozen", False) else [sys.executable, "-m", "enregard"]
    sys.exit(command(program if sys.executable else [], sys.argv[1:]))


if __name__ == "__main__":
    main()
