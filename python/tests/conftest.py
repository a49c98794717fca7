"""What the tests share: texts of the repository, and how to find it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def article() -> tuple[str, str]:
    """The article that the README aligns: its French, and its English as a text."""
    import csv

    src = (ROOT / "corpus" / "haut-karabakh.fr.txt").read_text(encoding="utf-8")
    with (ROOT / "corpus" / "haut-karabakh.en.csv").open(encoding="utf-8", newline="") as rows:
        tgt = "\n".join(row["English"] for row in csv.DictReader(rows))
    return src, tgt
