"""Prints the texts that openpyxl finds in a sheet; with a second file, edits one and saves there."""
import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
sheet = book["bitext"]
rows = list(sheet.iter_rows(values_only=True))
src, tgt = rows[0].index("fr"), rows[0].index("en")
assert sheet.freeze_panes == "A2", sheet.freeze_panes
assert all(cell.data_type == "s" for cell in sheet[2] if cell.value is not None)
rules = sheet.data_validations.dataValidation
assert any("accepted" in rule.formula1 for rule in rules), rules
if len(sys.argv) > 2:
    sheet.cell(2, rows[0].index("status") + 1).value = "accepted"
    sheet.cell(2, rows[0].index("comment") + 1).value = "vu par openpyxl"
    book.save(sys.argv[2])
print(json.dumps([[row[src] or "", row[tgt] or ""] for row in rows[1:]]))
