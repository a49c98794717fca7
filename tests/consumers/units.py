"""Prints the units that translate-toolkit finds in a file, as JSON pairs."""
import json
import sys

from translate.storage import po, tmx, xliff, xliff2

kinds = {"tmx": tmx.tmxfile, "xlf2": xliff2.Xliff2File, "po": po.pofile}
path = sys.argv[1]
# The dialects of Trados, memoQ and Phrase are XLIFF 1.2.
store = kinds.get(path.rsplit(".", 1)[1], xliff.xlifffile).parsefile(path)
units = [unit for unit in store.units if not unit.isheader()]
print(json.dumps([[str(unit.source), str(unit.target or "")] for unit in units]))
