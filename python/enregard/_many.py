"""Documents one after another: some megabytes at a time, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ._enregard import Aligner, Alignment
from ._errors import Error, UsageError

Document = tuple["str | Iterable[str]", "str | Iterable[str]"]

# Enough for every core to have work, and little beside a model. By hand.
CHARACTERS_AT_ONCE = 4_000_000
DOCUMENTS_AT_ONCE = 1_000


def align_many(
    aligner: Aligner,
    documents: Iterable[Document],
    segmented: bool,
    errors: Literal["raise", "return"],
) -> Iterator[Alignment | Error]:
    """Aligns documents as they come."""
    if errors not in ("raise", "return"):
        raise UsageError(f"`errors` is {errors!r}", hint='pass "raise" or "return"')
    return _answers(aligner, documents, segmented, errors)


def _answers(
    aligner: Aligner,
    documents: Iterable[Document],
    segmented: bool,
    errors: Literal["raise", "return"],
) -> Iterator[Alignment | Error]:
    for block in _blocks(documents):
        for answer in aligner.align_all(block, segmented=segmented):
            if isinstance(answer, Error) and errors == "raise":
                raise answer
            yield answer


def _blocks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    block: list[Document] = []
    size = 0
    for document in documents:
        block.append(document)
        size += _size(document)
        if size >= CHARACTERS_AT_ONCE or len(block) == DOCUMENTS_AT_ONCE:
            yield block
            block, size = [], 0
    if block:
        yield block


def _size(document: object) -> int:
    """Returns about how many characters a document has; what is wrong with it is said
    where it is aligned."""
    if isinstance(document, str):
        return len(document)
    if isinstance(document, (list, tuple)):
        return sum(map(_size, document))
    return 0
