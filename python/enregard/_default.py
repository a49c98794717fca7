"""The aligners of functions that are given none: one for each pair of languages."""

from __future__ import annotations

from ._enregard import Aligner

_known: dict[tuple[str, str], Aligner] = {}


def aligner(src_lang: str, tgt_lang: str) -> Aligner:
    """Returns the aligner of two languages, whose model is loaded once."""
    languages = (src_lang, tgt_lang)
    if languages not in _known:
        _known[languages] = Aligner(src_lang=src_lang, tgt_lang=tgt_lang)
    return _known[languages]
