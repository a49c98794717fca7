"""Prints the translations that pyarrow finds in a Parquet file."""
import json
import sys

import pyarrow.parquet as parquet

table = parquet.read_table(sys.argv[1])
pairs = table.column("translation").to_pylist()
assert table.column("fr_ids").to_pylist()[0], "ids are lists"
print(json.dumps([[pair["fr"], pair["en"]] for pair in pairs]))
