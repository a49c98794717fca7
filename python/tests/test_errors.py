"""What is wrong is said by a typed exception, with what to do."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import enregard as er
import pytest

CASES: list[tuple[str, Callable[[], object], type[er.Error], str, str]] = [
    ("None", lambda: er.align(None, "Yes."), er.WrongTypeError, "`src` is None", "leave out"),
    ("bytes", lambda: er.align("Oui.", b"Yes."), er.WrongTypeError, "type bytes", "decode"),
    ("number", lambda: er.align(3, "Yes."), er.WrongTypeError, "`src` is of type int", "pass a str"),
    ("None in a list", lambda: er.align(["Oui.", None], "Y."), er.WrongTypeError, "`src[1]` is None", "leave"),
    ("dict", lambda: er.align({"a": "b"}, "Yes."), er.WrongTypeError, "type dict", "list of str"),
    ("lone surrogate", lambda: er.align("Oui \ud800.", "Yes."), er.InputError, "at position 4", "errors="),
    ("surrogate in a list", lambda: er.align(["\udfff"], "Y."), er.InputError, "`src[0]`", "errors="),
    ("language", lambda: er.align("Oui.", "Yes.", src_lang="Il pleut"), er.UsageError, "`Il pleut`", '"fr"'),
    ("segment None", lambda: er.segment(None), er.WrongTypeError, "`text` is None", "leave out"),
    ("segment list", lambda: er.segment(["a"]), er.WrongTypeError, "type list", "pass a str"),
    ("pairs", lambda: er.check(3), er.WrongTypeError, "type int", "tuples"),
    ("pair of three", lambda: er.check([("a", "b", "c")]), er.WrongTypeError, "`pairs[0]`", "tuples"),
    ("pair with None", lambda: er.check([("a", None)]), er.WrongTypeError, "`pairs[0][1]` is None", "leave"),
    ("glossary", lambda: er.check([], glossary=3), er.WrongTypeError, "type int", "CSV"),
    ("no glossary", lambda: er.check([], glossary="no.csv"), er.InputError, "no.csv", "path"),
    ("no file", lambda: er.read("no.tmx"), er.InputError, "there is no such file", "spelling"),
    ("no format", lambda: er.read("no.tmx", format="doc"), er.UsageError, "`doc` is not a format", "csv"),
    ("no model", lambda: er.Aligner(model="no.model"), er.InputError, "no.model", "train"),
    ("not a model", lambda: er.Aligner(model=b"fr,en"), er.InputError, "not a model", "train"),
    ("model of a number", lambda: er.Aligner(model=3), er.WrongTypeError, "type int", "train"),
    ("table", lambda: er.align_table([1]), er.WrongTypeError, "type list", "polars"),
    ("errors", lambda: er.align_many([], errors="ignore"), er.UsageError, "'ignore'", '"return"'),
    ("documents", lambda: er.Aligner().align_all(3), er.WrongTypeError, "not iterable", "tuples"),
    ("threads", lambda: er.set_threads(10_000), er.UsageError, "10000", "0"),
    ("batch", lambda: er.hf.align_batch({"a": []}), er.InputError, "there are: a", "fn_kwargs"),
]


@pytest.mark.parametrize(("call", "kind", "message", "hint"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input_is_a_typed_exception_with_a_hint(
    call: Callable[[], object], kind: type[er.Error], message: str, hint: str
) -> None:
    with pytest.raises(kind) as caught:
        call()
    assert message in str(caught.value) and hint in str(caught.value.hint)
    assert any(note.startswith("hint: ") for note in caught.value.__notes__)


def test_exceptions_are_also_those_of_python() -> None:
    assert issubclass(er.WrongTypeError, TypeError) and issubclass(er.InputError, ValueError)
    assert all(
        issubclass(kind, er.Error)
        for kind in (er.UsageError, er.InputError, er.WrongTypeError, er.ConflictError, er.InternalError)
    )


def test_an_exception_names_its_place(tmp_path) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text('<tmx version="1.4">\n<body><tu></body></tmx>', encoding="utf-8")
    with pytest.raises(er.InputError) as caught:
        er.read(path)
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == (str(path), 2)
    assert str(caught.value).startswith(f"{path}:2")


def test_an_exception_goes_from_one_process_to_another() -> None:
    with pytest.raises(er.Error) as caught:
        er.read("no.tmx")
    back = pickle.loads(pickle.dumps(caught.value))
    assert (str(back), back.hint, back.place) == (str(caught.value), caught.value.hint, caught.value.place)
