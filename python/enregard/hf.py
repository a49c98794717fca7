"""For the `datasets` of Hugging Face: documents in, pairs out.

>>> import enregard as er
>>> batch = {"id": ["a"], "fr": ["Il pleut. Je lis."], "en": ["It rains. I read."]}
>>> er.hf.align_batch(batch)["translation"]
[{'fr': 'Il pleut.', 'en': 'It rains.'}, {'fr': 'Je lis.', 'en': 'I read.'}]

With a data set: ``ds.map(er.hf.align_batch, batched=True, remove_columns=ds.column_names)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._errors import Error, InputError


def align_batch(
    batch: Mapping[str, Sequence[Any]],
    *,
    src: str | None = None,
    tgt: str | None = None,
    id: str | None = None,
    src_lang: str = "fr",
    tgt_lang: str = "en",
    segmented: bool = False,
) -> dict[str, list[Any]]:
    """Aligns the documents of a batch, for ``Dataset.map(..., batched=True)``.

    The columns are ``src`` and ``tgt`` if they are given (``fn_kwargs={"src": "fr_text",
    "tgt": "en_text"}``), else those named by the languages, else ``src`` and ``tgt``.
    Returns the columns ``translation`` (as data sets of translations have it), ``bead``,
    ``score``, ``id`` if there are ids, and ``error``, which is ``None`` but for a document
    that cannot be aligned.
    """
    from . import align_many

    src_texts = batch[_column(batch, src, src_lang, "src")]
    tgt_texts = batch[_column(batch, tgt, tgt_lang, "tgt")]
    id = id or ("id" if "id" in batch else None)
    ids: Sequence[Any] = [None] * len(src_texts)
    if id is not None:
        ids = batch[_column(batch, id, id, "id")]
    columns: dict[str, list[Any]] = {"translation": [], "bead": [], "score": [], "error": []}
    if id is not None:
        columns["id"] = []

    def add(name: Any, texts: dict[str, str], bead: Any, score: Any, error: Any) -> None:
        columns["translation"].append(texts)
        columns["bead"].append(bead)
        columns["score"].append(score)
        columns["error"].append(error)
        if id is not None:
            columns["id"].append(name)

    answers = align_many(
        zip(src_texts, tgt_texts),
        src_lang=src_lang,
        tgt_lang=tgt_lang,
        segmented=segmented,
        errors="return",
    )
    for name, answer in zip(ids, answers):
        if isinstance(answer, Error):
            add(name, {src_lang: "", tgt_lang: ""}, None, None, str(answer))
            continue
        for pair in answer:
            add(name, {src_lang: pair.src, tgt_lang: pair.tgt}, pair.bead, pair.score, None)
    return columns


def _column(batch: Mapping[str, Sequence[Any]], name: str | None, lang: str, side: str) -> str:
    wanted = [name] if name is not None else [lang, side]
    for known in wanted:
        if known in batch:
            return known
    there = ", ".join(map(str, batch))
    raise InputError(
        f"there is no column `{wanted[0]}`; there are: {there}",
        hint=f'say which it is: fn_kwargs={{"{side}": "COLUMN"}}',
    )
