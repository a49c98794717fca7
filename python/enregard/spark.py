"""For Apache Spark: a data frame of documents in, a data frame of pairs out.

    from enregard import spark as er_spark

    pairs = er_spark.align(documents, src="fr_text", tgt="en_text", id="doc")
    pairs.write.parquet("pairs.parquet")

The wheel must be on the executors (``--py-files`` does not do for compiled modules; an
archive of a virtual environment does). Each task works on one thread, as Spark expects of
it, with the model loaded once a Python worker. A document that cannot be aligned gives a
row whose ``error`` says why: ``pairs.where("error is not null")`` is the table of errors.
The pairs of a document depend on nothing but the document, so that a task that is run
again after an executor was lost gives the same rows.

As a program: ``spark-submit enregard_spark.py --in docs.parquet --out pairs.parquet``, where
that file says ``from enregard.spark import main; main()``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._errors import InputError, UsageError

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


def align(
    df: DataFrame,
    *,
    src: str = "src",
    tgt: str = "tgt",
    id: str | None = None,
    src_lang: str = "fr",
    tgt_lang: str = "en",
    segmented: bool = False,
    model: bytes | None = None,
) -> DataFrame:
    """Aligns every row of a data frame of documents.

    ``src`` and ``tgt`` are columns of strings, or of arrays of strings that are segments.
    Returns the columns ``id`` (of the type of the column that ``id`` names), ``pair``,
    ``bead``, ``src``, ``tgt``, ``score`` and ``error``. ``model`` is what a file of
    ``enregard train`` holds; it is sent to the executors.

    Without an ``id`` the rows say which pairs belong together no more than by their
    order, so name one where there is one.
    """
    for column in filter(None, (src, tgt, id)):
        if column not in df.columns:
            there = ", ".join(df.columns)
            raise InputError(
                f"there is no column `{column}`; there are: {there}",
                hint='name them: align(df, src="…", tgt="…", id="…")',
            )
    wanted = list(dict.fromkeys(filter(None, (id, src, tgt))))
    work = _Work(src, tgt, id, src_lang, tgt_lang, segmented, model)
    return df.select(*wanted).mapInArrow(work, _schema(df, id))


def _schema(df: DataFrame, id: str | None) -> Any:
    from pyspark.sql.types import DoubleType, LongType, StringType, StructType

    schema = StructType().add("id", df.schema[id].dataType if id else LongType())
    for name in ("pair", "bead", "src", "tgt"):
        schema = schema.add(name, StringType())
    return schema.add("score", DoubleType()).add("error", StringType())


class _Work:
    """What a task does with its batches; it goes to the executors as it is."""

    def __init__(
        self,
        src: str,
        tgt: str,
        id: str | None,
        src_lang: str,
        tgt_lang: str,
        segmented: bool,
        model: bytes | None,
    ) -> None:
        self.src, self.tgt, self.id = src, tgt, id
        self.languages = (src_lang, tgt_lang)
        self.segmented = segmented
        self.model = model

    def __call__(self, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        from . import Aligner, set_threads
        from ._default import aligner as known

        set_threads(1)
        src_lang, tgt_lang = self.languages
        aligner = (
            known(src_lang, tgt_lang)
            if self.model is None
            else Aligner(self.model, src_lang=src_lang, tgt_lang=tgt_lang)
        )
        for batch in batches:
            table = pyarrow.Table.from_batches([batch])
            pairs = aligner.align_table(
                table, src=self.src, tgt=self.tgt, id=self.id, segmented=self.segmented
            )
            yield from pyarrow.table(pairs).to_batches()


def main(args: list[str] | None = None) -> None:
    """Runs as a program: documents in Parquet, pairs in Parquet."""
    from pyspark.sql import SparkSession

    parser = argparse.ArgumentParser(prog="enregard.spark", description="Aligns documents")
    parser.add_argument("--in", dest="source", required=True, help="Parquet with the documents")
    parser.add_argument("--out", required=True, help="where the pairs go, as Parquet")
    for name, column in (("src", "src"), ("tgt", "tgt"), ("id", "id")):
        parser.add_argument(f"--{name}", default=column, help="its column [default: %(default)s]")
    parser.add_argument("--src-lang", default="fr")
    parser.add_argument("--tgt-lang", default="en")
    parser.add_argument("--mode", default="errorifexists", help="errorifexists or overwrite")
    given = parser.parse_args(args)
    if given.mode not in ("errorifexists", "overwrite"):
        raise UsageError(f"--mode is {given.mode}", hint="append would double what is there")
    spark = SparkSession.builder.appName("enregard").getOrCreate()
    pairs = align(
        spark.read.parquet(given.source),
        src=given.src,
        tgt=given.tgt,
        id=given.id,
        src_lang=given.src_lang,
        tgt_lang=given.tgt_lang,
    )
    pairs.write.mode(given.mode).parquet(given.out)
    spark.stop()


if __name__ == "__main__":
    main()
