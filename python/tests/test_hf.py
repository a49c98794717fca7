"""The data sets of Hugging Face."""

from __future__ import annotations

import enregard as er
import pytest

ROWS = {"id": ["a", "b"], "fr": ["Il pleut. Je lis.", None], "en": ["It rains. I read.", "Yes."], "url": ["x", "y"]}


def test_a_batch_becomes_pairs_with_their_ids() -> None:
    out = er.hf.align_batch(ROWS)
    assert out["id"] == ["a", "a", "b"]
    assert out["translation"][1] == {"fr": "Je lis.", "en": "I read."}
    assert out["error"][:2] == [None, None] and "is None" in out["error"][2]


def test_columns_may_have_other_names() -> None:
    batch = {"key": [7], "text": ["Oui."], "translated": ["Yes."]}
    out = er.hf.align_batch(batch, src="text", tgt="translated", id="key")
    assert (out["id"], out["translation"]) == ([7], [{"fr": "Oui.", "en": "Yes."}])


@pytest.mark.parametrize("processes", [None, 2])
def test_a_data_set_is_mapped(processes: int | None) -> None:
    datasets = pytest.importorskip("datasets")
    datasets.disable_caching()
    er.align("Oui.", "Yes.")
    ds = datasets.Dataset.from_dict({name: column * 2 for name, column in ROWS.items()})
    pairs = ds.map(er.hf.align_batch, batched=True, remove_columns=ds.column_names, num_proc=processes)
    assert pairs["id"][:] == ["a", "a", "b", "a", "a", "b"]
    assert pairs[0]["translation"] == {"en": "It rains.", "fr": "Il pleut."}
