"""Texts in, pairs out: what the pairs say, and where they stand."""

from __future__ import annotations

import enregard as er
import pytest

# Characters of one to four bytes, combining marks, and line ends of every kind.
TEXTS = [
    ("Il pleut. Je lis.", "It rains. I read."),
    ("  L’été 🌧 dure.\r\n\r\nÇa va\nbien\u00a0? ", "Summer 🌧 lasts.\n\nAre you\nfine?\n"),
    ("\ufeffE\u0301te\u0301. 𝔘n autre.", "Summer. Another 𝔬ne."),
    ("date 2020-11 Il neige. Il fait froid.", "It snows. It is cold."),
]


@pytest.mark.parametrize(("src", "tgt"), TEXTS)
def test_spans_index_the_str_in_code_points(src: str, tgt: str) -> None:
    for pair in er.align(src, tgt):
        for text, spans, whole in [(src, pair.src_spans, pair.src), (tgt, pair.tgt_spans, pair.tgt)]:
            assert spans is not None
            pieces = [" ".join(text[start:end].split()) for start, end in spans]
            assert " ".join(pieces) == " ".join(whole.split())
            assert all(text[start:end] == text[start:end].strip(" \r\n") for start, end in spans)


@pytest.mark.parametrize(("src", "tgt"), TEXTS)
def test_ranges_tile_both_sides(src: str, tgt: str) -> None:
    src_ends, tgt_ends = [0], [0]
    for pair in er.align(src, tgt):
        assert pair.src_range is not None and pair.tgt_range is not None
        assert (pair.src_range.start, pair.tgt_range.start) == (src_ends[-1], tgt_ends[-1])
        assert pair.bead == f"{len(pair.src_range)}:{len(pair.tgt_range)}"
        src_ends.append(pair.src_range.stop)
        tgt_ends.append(pair.tgt_range.stop)
    assert src_ends[-1] == len(er.segment(src.removeprefix("date 2020-11 ")))


@pytest.mark.parametrize("text", [src for src, _ in TEXTS])
def test_a_segment_stands_where_its_span_says(text: str) -> None:
    for segment in er.segment(text):
        start, end = segment.span
        assert " ".join(text[start:end].split()) == " ".join(segment.text.split())


def test_a_list_is_taken_as_segments() -> None:
    src, tgt = ("Il pleut. Je lis.", "Oui."), ["It rains. I read.", "Yes."]
    a = er.align(src, tgt)
    assert [pair.bead for pair in a] == ["1:1", "1:1"]
    assert a[0].src == src[0]
    assert a[1].src_spans == [(0, 4)] and a[1].src_range == range(1, 2)


def test_lines_are_segments_if_the_text_is_segmented() -> None:
    src, tgt = "Il pleut. Je lis.\r\nOui.\n", "It rains. I read.\nYes."
    a = er.align(src, tgt, segmented=True)
    assert [pair.src for pair in a] == ["Il pleut. Je lis.", "Oui."]
    assert a[1].src_spans == [(19, 23)]


def test_the_date_before_an_article_is_known_and_not_aligned() -> None:
    a = er.align(*TEXTS[3])
    assert a.metadata == {"date": "2020-11"}
    assert a[0].src == "Il neige." and a[0].src_spans == [(13, 22)]


def test_an_alignment_is_a_sequence() -> None:
    a = er.align("Il pleut. Je lis. Oui.", "It rains. I read. Yes.")
    assert len(a) == 3 and [pair.tgt for pair in a[::-1]] == ["Yes.", "I read.", "It rains."]
    assert a[-1].tgt == "Yes." and a[5:] == []
    with pytest.raises(IndexError, match="no pair 3; there are 3"):
        a[3]
    with pytest.raises(IndexError):
        a[-4]
    src, tgt = a[0]
    assert (src, tgt) == ("Il pleut.", "It rains.")


def test_texts_that_say_nothing_give_no_pairs() -> None:
    for blank in ["", " \n\u00a0\n", []]:
        assert len(er.align(blank, blank)) == 0


def test_a_side_without_text_gives_pairs_of_one_side() -> None:
    [pair] = er.align("Il pleut.", "")
    assert pair.bead == "1:0" and pair.tgt == "" and pair.tgt_spans == []


def test_other_languages_are_aligned() -> None:
    a = er.align("Berlin 1990. Paris 1991.", "Berlin 1990. Paris 1991.", "de", "fr")
    assert (a.src_lang, a.tgt_lang, len(a)) == ("de", "fr", 2)


def test_texts_that_do_not_belong_together_are_noticed(article: tuple[str, str]) -> None:
    a = er.align(article[0], "The keeper lit the lamp. " * 40)
    assert "unrelated" in [notice.check for notice in a.notices]
    assert "notice" in repr(a)


def test_many_documents_come_out_in_order_as_they_are_needed(monkeypatch) -> None:
    monkeypatch.setattr("enregard._many.DOCUMENTS_AT_ONCE", 8)
    taken = []

    def documents():
        for n in range(20):
            taken.append(n)
            yield f"Il a {n} ans. Il lit.", f"He is {n} years old. He reads."

    answers = er.align_many(documents())
    assert next(answers)[0].src == "Il a 0 ans." and len(taken) == 8
    assert [a[0].src for a in answers] == [f"Il a {n} ans." for n in range(1, 20)]


def test_a_bad_document_does_not_stop_the_rest() -> None:
    documents = [("Oui.", "Yes."), ("Oui.", None), 3, ("Non.", "No.")]
    answers = list(er.align_many(documents, errors="return"))
    assert [type(answer).__name__ for answer in answers] == [
        "Alignment",
        "WrongTypeError",
        "WrongTypeError",
        "Alignment",
    ]
    assert "tgt of document 1 is None" in str(answers[1]).replace("`", "")
    with pytest.raises(er.WrongTypeError):
        list(er.align_many(documents))


def test_checks_tell_where_they_saw_what() -> None:
    src, tgt = "Été 🌧 : il pleut depuis 12 jours.", "Summer 🌧: it has rained for 21 days."
    [finding] = er.check([(src, tgt)])
    text = src if finding.side == "src" else tgt
    start, end = finding.span
    assert finding.check == "num.value" and ("12" in text[start:end] or "21" in text[start:end])
    assert [found.check for found in er.check(er.align(src, tgt))] == ["num.value"]


def test_checks_hold_pairs_to_a_glossary(tmp_path) -> None:
    pairs = [("Le gardien alluma la lampe.", "The guard lit the lamp.")]
    assert "term" in str([f.check for f in er.check(pairs, glossary={"gardien": "keeper"})])
    path = tmp_path / "terms.csv"
    path.write_text("fr,en\ngardien,keeper\n", encoding="utf-8")
    assert er.check(pairs, glossary=path)[0].check == er.check(pairs, {"gardien": "keeper"})[0].check


def test_a_page_of_a_notebook_escapes_texts() -> None:
    html = er.align(["<script>alert(1)</script>"], ['"<b>&'])._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert "… and 10 more pairs" in er.align(["Oui."] * 40, [])._repr_html_()


def test_words_are_linked_where_they_stand() -> None:
    src, tgt = "🌧 La lampe brûle.", "🌧 The lamp burns."
    for link in er.links(src, tgt):
        assert src[slice(*link.src_span)] == link.src and tgt[slice(*link.tgt_span)] == link.tgt
    assert ("lampe", "lamp") in [(link.src, link.tgt) for link in er.links(src, tgt)]
