"""Reads XCES links in OPUS's dialect with opus_read, from archives as OPUS has them."""
import json
import pathlib
import sys
import tempfile
import zipfile

from opustools import OpusRead

links, fr, en = map(pathlib.Path, sys.argv[1:])
folder = pathlib.Path(tempfile.mkdtemp())
content = links.read_text("utf-8")
for lang, path in (("fr", fr), ("en", en)):
    content = content.replace(f'"{path.name}"', f'"{lang}/x.xml"')
    with zipfile.ZipFile(folder / f"{lang}.zip", "w") as archive:
        archive.write(path, f"{lang}/x.xml")
(folder / "x.xml").write_text(content, "utf-8")
OpusRead(
    directory="X", source="en", target="fr", preprocess="raw", alignment_file=str(folder / "x.xml"),
    source_zip=str(folder / "en.zip"), target_zip=str(folder / "fr.zip"), write_mode="moses",
    write=[str(folder / "m.en"), str(folder / "m.fr")], leave_non_alignments_out=True,
    suppress_prompts=True,
).printPairs()
read = lambda name: (folder / name).read_text("utf-8").split("\n")[:-1]
print(json.dumps([list(pair) for pair in zip(read("m.fr"), read("m.en"))]))
