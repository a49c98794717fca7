"""Shows an alignment in a notebook, as a facing table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._enregard import Alignment, Pair

# What a person reads before scrolling. By hand.
MAX_ROWS = 30

# Pairs under this are worth a person's look, as on the command line.
DOUBTFUL = 0.8

STYLE = (
    ".enregard td{text-align:left;vertical-align:top;white-space:normal;width:48%}"
    ".enregard td.score{width:4%;color:gray}"
    ".enregard tr.doubtful td{background:rgba(255,190,0,.15)}"
)


def table(alignment: Alignment) -> str:
    """Returns the first pairs as HTML; texts are escaped."""
    heads = "".join(f"<th>{escape(tag)}</th>" for tag in (alignment.src_lang, alignment.tgt_lang))
    rows = "".join(_row(alignment, pair) for pair in alignment[:MAX_ROWS])
    notices = "".join(f"<p>{escape(str(notice))}</p>" for notice in alignment.notices)
    n_more = len(alignment) - MAX_ROWS
    more = f"<p>… and {n_more} more pairs</p>" if n_more > 0 else ""
    return (
        f'<div class="enregard"><style>{STYLE}</style>{notices}'
        f"<table><thead><tr>{heads}<th>score</th></tr></thead><tbody>{rows}</tbody></table>"
        f"{more}</div>"
    )


def _row(alignment: Alignment, pair: Pair) -> str:
    score = "" if pair.score is None else f"{pair.score:.2f}"
    doubtful = ' class="doubtful"' if pair.score is not None and pair.score < DOUBTFUL else ""
    src = f'<td lang="{escape(alignment.src_lang)}">{escape(pair.src)}</td>'
    tgt = f'<td lang="{escape(alignment.tgt_lang)}">{escape(pair.tgt)}</td>'
    return f'<tr{doubtful}>{src}{tgt}<td class="score">{score}</td></tr>'
