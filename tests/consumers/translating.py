"""Has translate-toolkit translate the last unit without codes of a file, and save it as another."""
import sys

from translate.storage import po, tmx, xliff, xliff2

kinds = {"tmx": tmx.tmxfile, "xlf": xliff.xlifffile, "xlf2": xliff2.Xliff2File, "po": po.pofile}
path, saved, text = sys.argv[1:]
store = kinds[path.rsplit(".", 1)[1]].parsefile(path)
units = [unit for unit in store.units if unit.istranslatable() and not unit.hasplural()] if path.endswith(".po") else store.units
# What an XLIFF locks is no work for a translator.
locked = lambda unit: getattr(unit, "xmlelement", None) is not None and unit.xmlelement.get("translate") == "no"
unit = [unit for unit in units if unit.source and unit.target and not locked(unit)][-1]
unit.target = text
with open(saved, "wb") as file:
    store.serialize(file)
