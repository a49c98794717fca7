"""Pairs texts with their translations, sentence by sentence.

>>> import enregard as er
>>> a = er.align("Il pleut. Je reste, et je lis.", "It rains. I stay in. I read.")
>>> for pair in a:
...     print(pair.bead, pair.src, "|", pair.tgt)
1:1 Il pleut. | It rains.
1:2 Je reste, et je lis. | I stay in. I read.

French and English in either direction by the built-in model; other languages with a
model of your own (``Aligner(model=...)``), or by names, numbers and length.

The work is done on all cores without the GIL, and stops for Ctrl-C. Every exception
derives from :class:`Error` and has a ``hint``.
"""

from __future__ import annotations

import sys as _sys
from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Any, Literal, overload

from . import hf
from ._default import aligner as _aligner
from ._enregard import (
    Aligner,
    Alignment,
    Finding,
    Link,
    Notice,
    Pair,
    PairTable,
    Segment,
    __VERSION__ as __version__,
    parse_in as _parse_in,
    read,
    read_text,
    segment,
    set_threads,
)
from ._errors import (
    ConflictError,
    Error,
    InputError,
    InternalError,
    NoticeWarning,
    Place,
    UsageError,
    WrongTypeError,
)
from ._many import Document, align_many as _align_many

__all__ = [
    "Aligner",
    "Alignment",
    "ConflictError",
    "Error",
    "Finding",
    "InputError",
    "InternalError",
    "Link",
    "Notice",
    "NoticeWarning",
    "Pair",
    "PairTable",
    "Place",
    "Segment",
    "UsageError",
    "WrongTypeError",
    "__version__",
    "align",
    "align_many",
    "align_table",
    "check",
    "hf",
    "links",
    "read",
    "read_text",
    "segment",
    "set_threads",
]

# Foreign formats are read in a process of their own, where there is a Python to start.
if _sys.executable and not getattr(_sys, "frozen", False):
    _parse_in([_sys.executable, "-m", "enregard"])


def align(
    src: str | Iterable[str],
    tgt: str | Iterable[str],
    src_lang: str = "fr",
    tgt_lang: str = "en",
    segmented: bool = False,
) -> Alignment:
    """Aligns a text with its translation.

    Each is a ``str``, which is cut into segments, or a list of ``str`` that are taken
    as its segments. With ``segmented`` each line of a ``str`` is a segment.

    >>> import enregard as er
    >>> src = ["Il pleut.", "Je lis."]
    >>> pair = er.align(src, "It rains. I read.")[1]
    >>> src[pair.src_range.start], pair.tgt
    ('Je lis.', 'I read.')
    """
    return _aligner(src_lang, tgt_lang).align(src, tgt, segmented=segmented)


@overload
def align_many(
    documents: Iterable[Document],
    *,
    src_lang: str = ...,
    tgt_lang: str = ...,
    segmented: bool = ...,
    aligner: Aligner | None = ...,
    errors: Literal["raise"] = ...,
) -> Iterator[Alignment]: ...


@overload
def align_many(
    documents: Iterable[Document],
    *,
    src_lang: str = ...,
    tgt_lang: str = ...,
    segmented: bool = ...,
    aligner: Aligner | None = ...,
    errors: Literal["return"],
) -> Iterator[Alignment | Error]: ...


def align_many(
    documents: Iterable[Document],
    *,
    src_lang: str = "fr",
    tgt_lang: str = "en",
    segmented: bool = False,
    aligner: Aligner | None = None,
    errors: Literal["raise", "return"] = "raise",
) -> Iterator[Alignment | Error]:
    """Aligns documents one after another, in their order, on all threads.

    ``documents`` are tuples ``(src, tgt)``. They are taken some megabytes at a time, so
    that a generator of any length works in little memory. With ``errors="return"`` the
    exception stands in the place of a document that cannot be aligned.

    >>> import enregard as er
    >>> documents = [("Il pleut. Je lis.", "It rains. I read."), ("Oui.", "Yes.")]
    >>> [len(a) for a in er.align_many(documents)]
    [2, 1]
    """
    chosen = aligner or _aligner(src_lang, tgt_lang)
    return _align_many(chosen, documents, segmented, errors)


def align_table(
    table: Any,
    *,
    src: str = "src",
    tgt: str = "tgt",
    id: str | None = None,
    src_lang: str = "fr",
    tgt_lang: str = "en",
    segmented: bool = False,
) -> PairTable:
    """Aligns every row of a table of documents, and returns the pairs as a table.

    ``table`` is anything that speaks Arrow: of polars, pyarrow, pandas 2.2 or later,
    DuckDB. ``src`` and ``tgt`` are columns of strings, or of lists of strings that are
    segments; ``id`` names the documents, which else are numbered from 0. A document
    that cannot be aligned gives a row whose ``error`` says why.

    >>> import enregard as er
    >>> documents = er.align(["Il pleut. Je lis."], ["It rains. I read."])
    >>> table = er.align_table(documents)
    >>> table.column_names
    ['id', 'pair', 'bead', 'src', 'tgt', 'score', 'error']
    >>> len(table)
    2
    """
    aligner = _aligner(src_lang, tgt_lang)
    return aligner.align_table(table, src=src, tgt=tgt, id=id, segmented=segmented)


def check(
    pairs: Alignment | Iterable[Pair | tuple[str, str]],
    glossary: str | PathLike[str] | dict[str, str] | None = None,
    src_lang: str | None = None,
    tgt_lang: str | None = None,
) -> list[Finding]:
    """Returns what is wrong in pairs.

    ``glossary`` is a file (CSV, TSV, TBX), or a dict of terms and their translations.
    The languages are those of an ``Alignment``, else French and English.

    >>> import enregard as er
    >>> [finding] = er.check([("Il pleut depuis 12 jours.", "It has rained for 21 days.")])
    >>> finding.check, finding.severity
    ('num.value', 'warning')
    """
    of_pairs = (pairs.src_lang, pairs.tgt_lang) if isinstance(pairs, Alignment) else ("fr", "en")
    aligner = _aligner(src_lang or of_pairs[0], tgt_lang or of_pairs[1])
    return aligner.check(pairs, glossary)


def links(src: str, tgt: str, src_lang: str = "fr", tgt_lang: str = "en") -> list[Link]:
    """Links the words of a text with those of its translation, in the source's order.

    >>> import enregard as er
    >>> [(link.src, link.tgt) for link in er.links("La lampe brûle.", "The lamp burns.")]
    [('La', 'The'), ('lampe', 'lamp'), ('brûle', 'burns')]
    """
    return _aligner(src_lang, tgt_lang).links(src, tgt)
