"""Tables of documents to tables of pairs, by Arrow."""

from __future__ import annotations

from typing import Any

import enregard as er
import pytest

pa = pytest.importorskip("pyarrow")

ROWS: dict[str, list[Any]] = {
    "doc": ["a", "b", "c"],
    "fr": ["Il pleut. Je lis.", None, "Oui."],
    "en": ["It rains. I read.", "Nothing.", "Yes."],
}


def align(table: object, **more: str) -> list[dict[str, Any]]:
    return pa.table(er.align_table(table, src="fr", tgt="en", **more)).to_pylist()


def test_each_document_gives_its_pairs_and_its_id() -> None:
    rows = align(pa.table(ROWS), id="doc")
    assert [(row["id"], row["src"], row["tgt"]) for row in rows] == [
        ("a", "Il pleut.", "It rains."),
        ("a", "Je lis.", "I read."),
        ("b", None, None),
        ("c", "Oui.", "Yes."),
    ]
    assert [row["error"] for row in rows] == [None, None, "the source is null", None]


@pytest.mark.parametrize("ids", [pa.array([7, 8, 9]), pa.array([7, 8, 9], pa.uint8()), pa.array([[1], [2], [3]])])
def test_ids_keep_their_type(ids: Any) -> None:
    table = pa.table({**ROWS, "doc": ids})
    out = pa.table(er.align_table(table, src="fr", tgt="en", id="doc"))
    assert out.schema.field("id").type == ids.type
    assert out["id"].to_pylist() == [ids[0].as_py(), ids[0].as_py(), ids[1].as_py(), ids[2].as_py()]


def test_documents_without_ids_are_numbered_across_batches() -> None:
    table = pa.concat_tables([pa.table(ROWS), pa.table(ROWS)])
    assert [row["id"] for row in align(table)] == [0, 0, 1, 2, 3, 3, 4, 5]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_strings_of_every_layout_are_read(kind: Any) -> None:
    table = pa.table({name: pa.array(ROWS[name], kind) for name in ("fr", "en")})
    assert align(table) == align(pa.table(ROWS))


@pytest.mark.parametrize("kind", [pa.list_(pa.string()), pa.large_list(pa.large_string())])
def test_lists_are_segments(kind: Any) -> None:
    table = pa.table({"fr": pa.array([["Il pleut. Je lis.", "Oui."], [None]], kind),
                      "en": pa.array([["It rains. I read.", "Yes."], ["x"]], kind)})
    rows = align(table)
    assert [row["src"] for row in rows] == ["Il pleut. Je lis.", "Oui.", None]
    assert rows[2]["error"] == "the source has a segment that is null"


def test_an_empty_table_gives_an_empty_table_with_its_columns() -> None:
    out = er.align_table(pa.table(ROWS).slice(0, 0), src="fr", tgt="en")
    assert len(out) == 0 and pa.table(out).column_names == out.column_names


def test_a_sliced_table_is_read_from_where_it_starts() -> None:
    assert [row["src"] for row in align(pa.table(ROWS).slice(2))] == ["Oui."]


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(er.InputError, match="no column `french`; there are: doc, fr, en") as caught:
        er.align_table(pa.table(ROWS), src="french", tgt="en")
    assert 'src="doc"' in str(caught.value.hint)


def test_a_column_of_numbers_is_refused() -> None:
    with pytest.raises(er.InputError, match="type Int64, not text"):
        er.align_table(pa.table({"fr": [1], "en": ["x"]}), src="fr", tgt="en")


def test_polars_and_pandas_and_duckdb_are_read_alike() -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    expected = align(pa.table(ROWS), id="doc")
    assert align(polars.DataFrame(ROWS), id="doc") == expected
    assert align(pandas.DataFrame(ROWS), id="doc") == expected
    out = er.align_table(polars.DataFrame(ROWS), src="fr", tgt="en", id="doc")
    assert polars.DataFrame(out).to_dicts() == expected
    duckdb = pytest.importorskip("duckdb")
    rows = pa.table(ROWS)
    assert align(duckdb.sql("from rows"), id="doc") == expected


def test_a_stream_whose_producer_fails_is_an_exception() -> None:
    def batches() -> Any:
        yield pa.record_batch(ROWS)
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.table(ROWS).schema, batches())
    with pytest.raises(ValueError, match="the disk is gone"):
        er.align_table(reader, src="fr", tgt="en")


def test_a_million_rows_pass_in_stretches() -> None:
    # Rows without a text cost nothing, so that this says what the machinery can hold.
    nothing = pa.nulls(1_000_000, pa.string())
    out = er.align_table(pa.table({"fr": nothing, "en": nothing}), src="fr", tgt="en")
    assert len(out) == out.n_errors == 1_000_000


def test_pairs_can_be_read_twice() -> None:
    out = er.align_table(pa.table(ROWS), src="fr", tgt="en")
    assert pa.table(out).equals(pa.table(out))
