"""Prints the translations that `datasets` loads, offline."""
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()
from datasets import disable_progress_bars, load_dataset

disable_progress_bars()
path = sys.argv[1]
builder = "parquet" if path.endswith(".parquet") else "json"
rows = load_dataset(builder, data_files=path, split="train")
print(json.dumps([[row["translation"]["fr"], row["translation"]["en"]] for row in rows]))
