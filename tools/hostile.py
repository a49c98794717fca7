#!/usr/bin/env python3
"""Makes hostile files of every format, runs enregard on them within limits, and tells what came of it.

    tools/hostile.py target/release/enregard [FOLDER] > table.md

Each run may take 3 GB and 120 s. It is refused or read; what else happens (a signal, a panic, another exit code, a
limit) is printed as BROKEN and makes this script end with 1. FOLDER keeps the files. `docs/measured/trust.md` has the
figures of one run. Needs Linux and Python, nothing else.
"""

import gzip
import io
import json
import os
import pathlib
import random
import resource
import struct
import sys
import tempfile
import time
import zipfile

BINARY = os.path.abspath(sys.argv[1])
MEMORY, SECONDS = 3_000_000_000, 120
FR, EN = "Il pleut depuis 12 jours. ", "It has rained for 12 days. "

LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{("&a%d;" % (n - 1)) * 10}">' for n in range(1, 12)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
QUADRATIC = '<!DOCTYPE x [<!ENTITY a11 "' + "x" * 50_000 + '">]>'


def packed(members, level=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def bomb(n_bytes):
    """Text that is packed to a thousandth."""
    return b"<w:t>" + b"A" * n_bytes


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
O = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
     'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
     'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"')


def docx(body, head=""):
    return packed([("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")])


def opendocument(kind, body, head=""):
    return packed([("mimetype", f"application/vnd.oasis.opendocument.{kind}"),
                   ("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
                    'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.'
                    f'oasis.opendocument.{kind}"/></manifest:manifest>'),
                   ("content.xml", f"{head}<office:document-content {O}><office:body>{body}</office:body>"
                    "</office:document-content>")])


def ods(rows, head=""):
    return opendocument("spreadsheet", f'<office:spreadsheet><table:table table:name="a">{rows}</table:table>'
                        "</office:spreadsheet>", head)


def epub(body, head="", n_spine=1):
    items = "".join(f'<item id="i{n}" href="a.xhtml" media-type="application/xhtml+xml"/>' for n in range(n_spine))
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(n_spine))
    return packed([("mimetype", "application/epub+zip"),
                   ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'),
                   ("a.opf", f"<package><manifest>{items}</manifest><spine>{refs}</spine></package>"),
                   ("a.xhtml", f"{head}<html><body>{body}</body></html>")])


def xlsx(sheet, strings="", head=""):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed([
        ("_rels/.rels", f'<Relationships xmlns="{pack}"><Relationship Id="r" Target="xl/workbook.xml" Type="{rel}/officeDocument"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{pack}"><Relationship Id="r1" Target="worksheets/sheet1.xml" Type="{rel}/worksheet"/>'
         f'<Relationship Id="r2" Target="sharedStrings.xml" Type="{rel}/sharedStrings"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f'{head}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'),
        ("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')])


def tmx(body, head=""):
    return f'<?xml version="1.0"?>{head}<tmx version="1.4"><header srclang="fr"/><body>{body}</body></tmx>'


def unit(src, tgt):
    return f'<tu><tuv xml:lang="fr"><seg>{src}</seg></tuv><tuv xml:lang="en"><seg>{tgt}</seg></tuv></tu>'


def xliff(body, head=""):
    return (f'<?xml version="1.0"?>{head}<xliff version="1.2"><file source-language="fr" target-language="en" original="a" '
            f'datatype="plaintext"><body>{body}</body></file></xliff>')


def pdf(content, more=(), resources="<< >>"):
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources {resources} >>",
               f"<< /Length {len(content)} >>\nstream\n{content}\nendstream", *more]
    out, offsets = "%PDF-1.7\n", []
    for n, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    return (out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} "
            f"/Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n").encode()


def npy(header):
    header = header.encode()
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header + bytes(64)


def many(n, form):
    return "".join(form.format(n=n) for n in range(n))


def cases():
    """Yields name, bytes, arguments; `@` is the file."""
    nested = 100_000
    segment, check, convert = "segment @", "check @ --fail-on never", "convert @ -o out.csv --force"
    # Documents.
    for ending, wrap in [("docx", lambda b, h="": docx(f"<w:p><w:r><w:t>{b}</w:t></w:r></w:p>", h)),
                         ("odt", lambda b, h="": opendocument("text", f"<office:text><text:p>{b}</text:p></office:text>", h)),
                         ("epub", lambda b, h="": epub(f"<p>{b}</p>", h)),
                         ("html", lambda b, h="": f"{h}<html><body><p>{b}</p></body></html>"),
                         ("xml", lambda b, h="": f"{h}<book><para>{b}</para></book>")]:
        yield f"{ending}: entities that laugh", f"a.{ending}", wrap("&a11;", LAUGHS), segment
        yield f"{ending}: an entity outside", f"a.{ending}", wrap("&a11;", OUTSIDE), segment
        yield f"{ending}: an entity 20,000 times", f"a.{ending}", wrap("&a11;" * 20_000, QUADRATIC), segment
        yield f"{ending}: nested {nested} deep", f"a.{ending}", wrap("<b>" * nested + "x" + "</b>" * nested), segment
        yield f"{ending}: 100,000 attributes", f"a.{ending}", wrap("<b" + many(100_000, ' a{n}="1"') + ">x</b>"), segment
        yield f"{ending}: one paragraph of 500,000 lines", f"a.{ending}", wrap((FR + "\n") * 500_000), segment
    yield "docx: a part of 1 GB", "a.docx", packed([("word/document.xml", bomb(1 << 30))]), segment
    yield "odt: a part of 1 GB", "a.odt", packed([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", bomb(1 << 30))]), segment
    yield "epub: a chapter 50,000 times", "a.epub", epub("<p>" + FR * 200 + "</p>", n_spine=50_000), segment
    yield "epub: 200,000 members", "a.epub", packed([("mimetype", "application/epub+zip")] + [(f"a{n}", "") for n in range(60_000)]), segment
    yield "docx: 300 tables in each other", "a.docx", docx("<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000), segment
    yield "html: tables in each other", "a.html", "<table><tr><td>" * 20_000, segment
    yield "html: formatting that is adopted", "a.html", "<a><b><i><u>" * 20_000 + "<p>x" * 2_000, segment
    yield "html: lists in each other", "a.html", "<ul><li>" * 50_000, segment
    yield "txt: a million lines, one paragraph", "a.txt", (FR.strip() + "\n") * 1_000_000, segment
    yield "txt: one line of 20 MB", "a.txt", FR * 800_000, segment
    yield "txt: 5 MB of one letter", "a.txt", "a" * 5_000_000, segment
    yield "txt: a million marks", "a.txt", "«(“…?!—.;:»)" * 100_000, segment
    yield "txt: a million initials", "a.txt", "M. " * 500_000, segment
    yield "txt: a million accents on one letter", "a.txt", "e" + "\u0301" * 1_000_000, segment
    for ending, piece in [("md", "> " * 3000 + "x\n"), ("md", "[" * 50_000), ("md", "*a _b " * 50_000), ("md", "|a" * 50_000 + "\n" + "|-" * 50_000),
                          ("rst", "* " * 50_000), ("rst", "``" * 100_000), ("adoc", "=" * 100_000 + "\n" + "[" * 50_000), ("adoc", "____\n" * 50_000),
                          ("tex", "\\begin{a}" * 50_000), ("tex", "{" * 200_000), ("tex", "\\def\\a{\\a\\a}\\a" + "\\a" * 50_000), ("1", ".RS\n" * 100_000), ("1", "\\fB" * 200_000),
                          ("srt", "1\n00:00:01,000 --> 00:00:02,000\n" * 100_000), ("srt", "<i>" * 200_000)]:
        yield f"{ending}: {piece[:12]!r} …", f"a.{ending}", piece, segment
    # PDF.
    yield "pdf: text 300,000 times", "a.pdf", pdf("BT /F1 9 Tf " + "(Bonjour) Tj " * 300_000 + "ET"), segment
    yield "pdf: states 200,000 deep", "a.pdf", pdf("q " * 200_000), segment
    yield "pdf: arrays 200,000 deep", "a.pdf", pdf("[" * 200_000), segment
    yield "pdf: pages that hold themselves", "a.pdf", pdf("").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), segment
    yield "pdf: contents that are themselves", "a.pdf", pdf("").replace(b"/Contents 4 0 R", b"/Contents [4 0 R 3 0 R]"), segment
    forms = [f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n + 1} 0 R >> >> /Length 59 >>\nstream\n{'/X Do ' * 10}\nendstream" for n in range(5, 25)]
    yield "pdf: forms in forms, 10 each", "a.pdf", pdf("/X Do", forms, "<< /XObject << /X 5 0 R >> >>"), segment
    yield "pdf: a length that lies", "a.pdf", pdf("BT ET").replace(b"/Length 5", b"/Length 99999999999"), segment
    # Spreadsheets.
    cell = '<c r="{r}" t="inlineStr"><is><t>x</t></is></c>'
    head = '<row r="1">' + cell.format(r="A1").replace(">x<", ">fr<") + cell.format(r="B1").replace(">x<", ">en<") + "</row>"
    yield "xlsx: cells in all corners", "a.xlsx", xlsx(head + f'<row r="1048576">{cell.format(r="XFD1048576")}</row>'), check
    yield "xlsx: rows upside down", "a.xlsx", xlsx("".join(f'<row r="{n}">{cell.format(r=f"A{n}")}</row>' for n in range(50_000, 1, -1)) + head), check
    yield "xlsx: a string 100,000 times", "a.xlsx", xlsx(head + '<row r="2">' + '<c r="A2" t="s"><v>0</v></c>' * 100_000 + "</row>", "<si><t>" + FR * 2000 + "</t></si>"), check
    yield "xlsx: entities that laugh", "a.xlsx", xlsx(head + '<row r="2"><c r="A2" t="inlineStr"><is><t>&a11;</t></is></c></row>', head=LAUGHS), check
    yield "xlsx: a sheet of 1 GB", "a.xlsx", packed([("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", bomb(1 << 30))]), check
    yield "ods: a row a billion times", "a.ods", ods('<table:table-row table:number-rows-repeated="1000000000"><table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row>'), check
    yield "ods: a cell a billion times", "a.ods", ods('<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell></table:table-row>'), check
    yield "ods: entities that laugh", "a.ods", ods("<table:table-row><table:table-cell><text:p>&a11;</text:p></table:table-cell></table:table-row>", LAUGHS), check
    yield "ods: nested", "a.ods", ods("<table:table-row>" * nested), check
    yield "xls: a head and nonsense", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(60_000), check
    yield "parquet: a foot that lies", "a.parquet", b"PAR1" + bytes(1000) + b"\xff" * 400 + struct.pack("<I", 400) + b"PAR1", check
    # Bitexts.
    for ending, wrap in [("tmx", tmx), ("xlf", xliff)]:
        body = unit("&a11;", "x") if ending == "tmx" else '<trans-unit id="1"><source>&a11;</source><target>x</target></trans-unit>'
        for name, entity in [("laugh", LAUGHS), ("reach outside", OUTSIDE), ("are long", QUADRATIC)]:
            yield f"{ending}: entities that {name}", f"a.{ending}", wrap(body, entity), convert
        yield f"{ending}: nested", f"a.{ending}", wrap("<g>" * nested), convert
        inside = '<bpt i="1">' * nested if ending == "tmx" else '<g id="1">' * nested
        yield f"{ending}: tags in a segment, nested", f"a.{ending}", wrap(body.replace("&a11;", inside)), convert
        yield f"{ending}: 100,000 attributes", f"a.{ending}", wrap(body.replace("&a11;", "x").replace("<tu>", "<tu" + many(100_000, ' a{n}="1"') + ">").replace('id="1"', 'id="1"' + many(100_000, ' a{n}="1"'))), convert
    yield "tmx: 50,000 properties", "a.tmx", tmx(unit("x", "y").replace("<tu>", "<tu>" + many(50_000, '<prop type="p{n}">1</prop>'))), convert
    yield "tmx: 20,000 languages", "a.tmx", tmx("<tu>" + many(20_000, '<tuv xml:lang="l{n}"><seg>x</seg></tuv>') + "</tu>"), convert
    yield "tei: entities that laugh", "a.xml", LAUGHS + "<TEI><text><body><p>&a11;</p></body></text></TEI>", convert
    yield "po: a string of 200,000 pieces", "a.po", 'msgid ""\nmsgstr ""\n\nmsgid "a"\n' + '"x"\n' * 200_000 + 'msgstr "b"\n', convert
    yield "jsonl: nested", "a.jsonl", '{"fr":"a","en":"b","x":' + "[" * nested + "]" * nested + "}\n", convert
    yield "jsonl: 100,000 keys", "a.jsonl", '{"fr":"a","en":"b"' + many(100_000, ',"k{n}":1') + "}\n", convert
    yield "csv: 100,000 columns", "a.csv", "fr,en" + many(100_000, ",c{n}") + "\na,b\n", convert
    yield "csv: a quote that never ends", "a.csv", 'fr,en\n"' + "a,b\n" * 1_000_000, convert
    yield "csv: a million blank rows", "a.csv", "fr,en\n" + ",\n" * 1_000_000, check
    yield "csv: one cell of 20 MB", "a.csv", f"fr,en\n{FR * 300_000},{EN * 300_000}\n", convert
    yield "ladder: positions beyond all", "a.ladder", "[4294967295]:[18446744073709551615]:0.1\n", "convert @ --from ladder -o out.csv"
    # Checks.
    for name, src, tgt in [("units", "12 km ", "12 km "), ("numbers", "12 345,6 ", "12,345.6 "), ("spelled numbers", "quatre-vingt-dix-sept mille ", "ninety-seven thousand "),
                           ("tags", "<b>{0}</i>%s ", "<i>{1}</b>%d "), ("quotes", "« “‘ ", "\"''"), ("capitals", "Anna Roy OTAN ", "Anne Ray NATO "), ("dates", "le 3 mars 1848 ", "March 4, 1848 "),
                           ("brackets", "([{", "([{"), ("addresses", "a@b.fr http://x.y/z ", "a@b.fr http://x.y/w "), ("negations", "ne pas rien jamais ", "not never nothing ")]:
        yield f"check: a cell of 200 kB of {name}", "a.csv", f'fr,en\n"{(src * 40_000)[:200_000].replace(chr(34), chr(39))}","{(tgt * 40_000)[:200_000].replace(chr(34), chr(39))}"\n', check
    for expression in ["(a*)*b", "(a|aa)+$", "((a{0,100}){0,100}){0,100}", "(.*)(.*)(.*)(.*)x", "\\w{1000}{1000}", "(?:" * 5000 + "a" + ")" * 5000, "[^x]*" * 500]:
        rule = f"[[rule]]\nname='a'\nsrc='{expression}'\nmessage='m'\nseverity='error'\n"
        yield f"check: the rule {expression[:24]}", "a.toml", rule, "check big.csv --checklist @ --fail-on never"
    yield "glossary: a term of 1 MB", "a.csv", f"fr,en\n{'a' * 1_000_000},b\n", "check small.csv --glossary @ --fail-on never"
    yield "glossary: 200,000 terms", "a.csv", "fr,en\n" + many(200_000, "mot {n},word {n}\n"), "check small.csv --glossary @ --fail-on never"
    # Texts and vectors.
    yield "align: a table of one cell of 10 MB", "a.csv", f'en\n"{EN * 300_000}"\n', "align small.txt @ -o out.csv"
    yield "align: 200,000 equal lines", "a.txt", "Oui.\n\n" * 200_000, "align @ @ -o out.csv"
    yield "vectors: a header of brackets", "a.npy", npy("{" * 400), "align small.txt small.txt --vectors @,@ -o out.csv"
    yield "vectors: a shape beyond all", "a.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }"), "align small.txt small.txt --vectors @,@ -o out.csv"
    yield "model: nonsense", "a.model", b"\x1f\x8b" + bytes(200), "align small.txt small.txt --model @ -o out.csv"
    # Streams.
    blank = gzip.compress(b" " * (1 << 30), 9)
    yield "gzip: 1 GB of blanks", "a.txt.gz", blank, segment
    yield "gzip: 1 GB of one line of documents", "a.jsonl.gz", blank, "align --documents @ -o out.jsonl"
    yield "gzip: packed twice", "a.txt.gz", gzip.compress(blank), segment
    yield "documents: nested", "a.jsonl", '{"id":' + "[" * nested + "\n", "align --documents @ -o out.jsonl"
    yield "documents: 500,000 blank lines", "a.jsonl", "\n" * 500_000, "align --documents @ -o out.jsonl"
    yield "documents: a million bad lines", "a.jsonl", "{\n" * 300_000, "align --documents @ -o out.jsonl"
    yield "documents: a list of 300,000 segments", "a.jsonl", '{"id":1,"src":[' + ",".join(['"a"'] * 300_000) + '],"tgt":["b"]}\n', "align --documents @ -o out.jsonl"


def written(folder, kept):
    """Yields name, file, length, arguments of each case when its file stands in the folder. Another process makes it:
    what a child takes at its peak includes what its parent had when it was started, so that one must stay small."""
    told, tell = os.pipe()
    go_on, next_one = os.pipe()
    if os.fork() == 0:
        for number, (name, file, content, arguments) in enumerate(cases()):
            content = content if isinstance(content, bytes) else content.encode()
            (folder / file).write_bytes(content)
            if kept:
                kept.mkdir(exist_ok=True)
                (kept / f"{number:03}-{file}").write_bytes(content)
            os.write(tell, (json.dumps([name, file, len(content), arguments]) + "\n").encode())
            if not os.read(go_on, 1):
                break
        os._exit(0)
    os.close(tell)
    os.close(go_on)
    with open(told) as lines:
        for line in lines:
            yield json.loads(line)
            os.write(next_one, b"x")


def run(arguments, folder):
    """Returns exit code (negative: a signal), seconds by the clock, seconds of computing, megabytes, what was said."""
    said = folder / "said"
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with open(said, "wb") as err, open(os.devnull, "r+b") as null:
            os.dup2(null.fileno(), 0)
            os.dup2(null.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.execv(BINARY, [BINARY, *arguments])
    _, status, usage = os.wait4(child, 0)
    text = said.read_text("utf-8", "replace")
    said.unlink()
    return (os.waitstatus_to_exitcode(status), time.monotonic() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024, text)


def main():
    kept = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    only = os.environ.get("ONLY", "")
    worst, n_cases, broken = {}, 0, []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "small.txt").write_text(FR * 3)
        (folder / "small.csv").write_text(f"fr,en\n{FR},{EN}\n")
        (folder / "big.csv").write_text(f"fr,en\n{'a' * 200_000},{'b' * 1000}\n")
        for name, file, length, arguments in written(folder, kept):
            if only and only not in name:
                continue
            code, clock, seconds, megabytes, said = run(arguments.replace("@", file).split(), folder)
            (folder / file).unlink()
            n_cases += 1
            is_fine = code in (0, 1, 2, 3) and "panicked" not in said and (code == 0 or "error: " in said)
            passing = [path.name for path in folder.glob(".enregard-*")]
            is_fine = is_fine and not passing
            first = next((line for line in said.splitlines() if line.startswith("error")), "")[:110]
            line = f"{'ok' if is_fine else 'BROKEN'} {code} {clock:6.1f} s {seconds:6.1f} s {megabytes:6.0f} MB {length / 1e6:7.2f} MB  {name}  {first}"
            print(line, file=sys.stderr, flush=True)
            if not is_fine:
                broken.append(line + f" {passing}")
            group = name.split(":")[0]
            entry = worst.setdefault(group, [0, (0.0, ""), (0.0, "", 0.0)])
            entry[0] += 1
            entry[1] = max(entry[1], (seconds, name))
            entry[2] = max(entry[2], (megabytes, name, length / 1e6))
    print("| format | inputs | worst seconds | of | worst peak | of (its size) |\n|---|---|---|---|---|---|")
    for group, (n, slow, large) in worst.items():
        print(f"| {group} | {n} | {slow[0]:.1f} | {slow[1]} | {large[0]:.0f} MB | {large[1]} ({large[2]:.2f} MB) |")
    print(f"\n{n_cases} inputs, {len(broken)} broken")
    for line in broken:
        print(line)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
