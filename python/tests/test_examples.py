"""Every example of a docstring runs, and every public name has one."""

from __future__ import annotations

import doctest
import inspect
from pathlib import Path

import enregard as er
import pytest

ROOT = Path(__file__).resolve().parents[2]

# What is named in an example of another, or has nothing to show.
WITHOUT_EXAMPLE = {
    "ConflictError", "Finding", "InputError", "InternalError", "Link", "Notice", "NoticeWarning",
    "PairTable", "Segment", "UsageError", "WrongTypeError", "__version__",
}


def docstrings() -> list[tuple[str, str]]:
    found = [("enregard", er.__doc__ or "")]
    for name in er.__all__:
        thing = getattr(er, name)
        found.append((name, inspect.getdoc(thing) or ""))
        if inspect.isclass(thing):
            members = [member for member in vars(thing) if not member.startswith("_")]
            found += [(f"{name}.{member}", inspect.getdoc(getattr(thing, member)) or "") for member in members]
    return found


@pytest.mark.parametrize(("name", "text"), docstrings(), ids=[name for name, _ in docstrings()])
def test_the_examples_of_a_docstring_run(name: str, text: str) -> None:
    examples = doctest.DocTestParser().get_doctest(text, {}, name, None, 0)
    said: list[str] = []
    failures = doctest.DocTestRunner(verbose=False).run(examples, out=said.append).failed
    assert failures == 0, "".join(said)


def test_every_public_name_is_documented() -> None:
    documented = dict(docstrings())
    bare = [name for name, text in documented.items() if not text and name != "__version__"]
    assert bare == [] or all(isinstance(getattr(er, name.split(".")[0]), type) and issubclass(getattr(er, name.split(".")[0]), er.Error) for name in bare)
    without = {name for name in er.__all__ if ">>>" not in documented[name]}
    assert without == WITHOUT_EXAMPLE


def test_the_page_on_python_runs() -> None:
    page = ROOT / "docs" / "python.md"
    if not page.exists():
        pytest.skip("this is not the repository")
    blocks = page.read_text(encoding="utf-8").split("```python\n")[1:]
    code = "\n".join(block.split("```")[0] for block in blocks if ">>>" in block)
    examples = doctest.DocTestParser().get_doctest(code, {}, str(page), str(page), 0)
    assert len(examples.examples) > 10
    said: list[str] = []
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failures = doctest.DocTestRunner(optionflags=options, verbose=False).run(examples, out=said.append).failed
    assert failures == 0, "".join(said)
