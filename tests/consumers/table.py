"""Validates a CSV with frictionless, and prints the texts that it reads."""
import json
import sys

from frictionless import Dialect, Resource, formats, system

system.trusted = True
control = formats.CsvControl(delimiter=sys.argv[2] if len(sys.argv) > 2 else ",")
resource = Resource(path=sys.argv[1], dialect=Dialect(controls=[control]), encoding="utf-8-sig")
report = resource.validate()
assert report.valid, report.to_summary()
rows = Resource(path=sys.argv[1], dialect=Dialect(controls=[control]), encoding="utf-8-sig").read_rows()
print(json.dumps([[row["fr"] or "", row["en"] or ""] for row in rows]))
