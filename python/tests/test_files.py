"""Bitexts in files, as the command reads and writes them."""

from __future__ import annotations

import warnings
from pathlib import Path

import enregard as er
import pytest

SRC, TGT = "Il pleut. Je reste, et je lis.", "It rains. I stay in. I read."


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.tmx", "a.xlsx", "a.jsonl", "a.parquet", "a.xlf", "a.csv.gz"])
def test_what_is_saved_is_read_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", er.NoticeWarning)
        er.align(SRC, TGT).save(path)
    back = er.read(str(path))
    assert [tuple(pair) for pair in back] == [tuple(pair) for pair in er.align(SRC, TGT)]
    assert back[0].src_spans is None and back[0].src_range is None


def test_what_a_format_has_no_place_for_is_returned(tmp_path: Path) -> None:
    a = er.align("date 2020-11 Il pleut.", "It rains.")
    assert a.save(tmp_path / "a.jsonl") == []
    assert "no place for" in str(a.save(tmp_path / "a.moses")[0])


def test_a_reviewed_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    a = er.align(SRC, TGT)
    a.save(path)
    path.write_text(path.read_text(encoding="utf-8").replace(",auto,", ",accepted,"), encoding="utf-8")
    with pytest.raises(er.ConflictError, match="reviewed"):
        a.save(path)
    a.save(path, force=True)


def test_a_format_is_told_by_name_if_the_ending_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.data"
    with pytest.raises(er.UsageError, match="format"):
        er.align(SRC, TGT).save(path)
    er.align(SRC, TGT).save(path, format="jsonl")
    assert len(er.read(path, format="jsonl")) == 2


def test_saving_leaves_ctrl_c_to_python(tmp_path: Path) -> None:
    import os
    import signal

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        er.align(SRC, TGT).save(tmp_path / "a.csv")
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            signal.sigtimedwait([], 1)
    finally:
        signal.signal(signal.SIGINT, before)


def test_columns_are_the_same_for_everybody() -> None:
    a = er.align(SRC, TGT)
    columns = a.to_dict()
    assert columns["bead"] == ["1:1", "1:2"]
    pandas = pytest.importorskip("pandas")
    assert a.to_pandas().equals(pandas.DataFrame(columns))
    pyarrow = pytest.importorskip("pyarrow")
    assert pyarrow.table(a).to_pydict() == columns


def test_a_document_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<nav>Menu</nav><h1>Le temps</h1><p>Il pleut.</p>", encoding="utf-8")
    assert er.read_text(path) == "Le temps\n\nIl pleut."
    with pytest.raises(er.InputError, match="no such file"):
        er.read_text(tmp_path / "no.html")
