"""Apache Spark: two workers in processes of their own, one of which dies in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import enregard as er
import pytest

if not os.environ.get("ENREGARD_SPARK"):
    pytest.skip("ENREGARD_SPARK=1 runs these: they take minutes", allow_module_level=True)
pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)

from enregard import spark as er_spark  # noqa: E402

N_DOCUMENTS = 24
ROWS: list[tuple[int, str | None, str]] = [
    (n, f"Il a {n} ans. Il lit.", f"He is {n} years old. He reads.") for n in range(N_DOCUMENTS)
]
ROWS[5] = (5, None, "Nothing.")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    folder = str(Path(er.__file__).parents[1])
    session = (
        SparkSession.builder.master("local-cluster[2,1,768]")
        .config("spark.executor.memory", "768m")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join([folder, *sys.path]))
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    yield session
    session.stop()


def documents(spark: Any) -> Any:
    return spark.createDataFrame(ROWS, "doc int, fr string, en string").repartition(6)


def expected() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for doc, src, tgt in ROWS:
        if src is None:
            rows.append((doc, None, None, None))
        else:
            rows += [(doc, pair.src, pair.tgt, pair.score) for pair in er.align(src, tgt)]
    return rows


def collected(pairs: Any) -> list[tuple[Any, ...]]:
    rows = pairs.orderBy("id", "pair").collect()
    return [(row["id"], row["src"], row["tgt"], row["score"]) for row in rows]


def test_a_cluster_gives_what_one_machine_gives(spark: Any) -> None:
    pairs = er_spark.align(documents(spark), src="fr", tgt="en", id="doc")
    assert collected(pairs) == expected()
    errors = pairs.where("error is not null").collect()
    assert [(row["id"], row["error"]) for row in errors] == [(5, "the source is null")]


def test_a_worker_that_dies_costs_nothing_but_time(spark: Any, tmp_path: Path) -> None:
    mark = str(tmp_path / "died")

    def die_once(batches: Any) -> Any:
        for batch in batches:
            if 7 in batch.column("doc").to_pylist() and not os.path.exists(mark):
                open(mark, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            yield batch

    frame = documents(spark)
    pairs = er_spark.align(frame.mapInArrow(die_once, frame.schema), src="fr", tgt="en", id="doc")
    assert collected(pairs) == expected()
    assert os.path.exists(mark)


def test_a_column_that_is_not_there_is_named_before_anything_runs(spark: Any) -> None:
    with pytest.raises(er.InputError, match="no column `french`; there are: doc, fr, en"):
        er_spark.align(documents(spark), src="french", tgt="en")


def test_it_is_a_program_too(spark: Any, tmp_path: Path) -> None:
    source, out = str(tmp_path / "docs.parquet"), str(tmp_path / "pairs.parquet")
    documents(spark).write.parquet(source)
    pairs = er_spark.align(spark.read.parquet(source), src="fr", tgt="en", id="doc")
    pairs.write.parquet(out)
    assert collected(spark.read.parquet(out)) == expected()
