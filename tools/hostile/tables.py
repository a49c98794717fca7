"""Hostile tables and bitexts: what `check` and `convert` read."""

import random
import struct

from make import *


def cases():
    """Yields name, file name, content, arguments, in which `@` is the file."""
    nested, check, convert = 100_000, "check @ --fail-on never", "convert @ -o out.csv --force"
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
    for ending, first in [("xlsx", "xl/workbook.xml"), ("ods", "content.xml")]:
        yield f"{ending}: 20,000 parts on the same bytes", f"a.{ending}", overlapping([first] + [f"a{n}.xml" for n in range(20_000)], b"<x>" * 5_000_000), check
    wide = '<row r="1">' + "".join(f'<c t="inlineStr"><is><t>h{n}</t></is></c>' for n in range(100_000)) + "</row>"
    yield "xlsx: 100,000 columns", "a.xlsx", xlsx(wide), check
    yield "xlsx: 2,000 blank columns", "a.xlsx", xlsx(head + f'<row r="2">{cell.format(r="A2")}{cell.format(r="B2")}</row><row r="3">{cell.format(r="BXX3")}</row>'), convert
    yield "ods: 100,000 columns", "a.ods", ods("<table:table-row>" + many(100_000, '<table:table-cell office:value-type="string"><text:p>h{n}</text:p></table:table-cell>') + "</table:table-row>"), check
    # Tables of Word.
    w_cell = lambda text, about="": f"<w:tc><w:tcPr>{about}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
    w_head = "<w:tr>" + w_cell("fr") + w_cell("en") + "</w:tr>"
    w_table = lambda rows: docx(f"<w:tbl>{rows}</w:tbl>")
    yield "docx bitext: 100,000 columns", "a.docx", w_table("<w:tr>" + w_cell("fr") + w_cell("en") + w_cell("x") * 100_000 + "</w:tr>"), convert
    yield "docx bitext: a cell a billion wide", "a.docx", w_table(w_head + "<w:tr>" + w_cell("a", '<w:gridSpan w:val="1000000000"/>') + w_cell("b") + "</w:tr>"), convert
    yield "docx bitext: rows that skip a billion cells", "a.docx", w_table(w_head + '<w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>' + w_cell("a") + "</w:tr>"), convert
    yield "docx bitext: 3,000 tables in each other", "a.docx", w_table((w_head + "<w:tr><w:tc><w:tbl>") * 3_000 + "</w:tbl></w:tc></w:tr>" * 3_000), convert
    yield "docx bitext: 100,000 rows", "a.docx", w_table(w_head + ("<w:tr>" + w_cell("Oui.") + w_cell("Yes.") + "</w:tr>") * 100_000), convert
    yield "docx bitext: entities that laugh", "a.docx", docx(f"<w:tbl>{w_head}<w:tr>{w_cell('&a11;')}{w_cell('b')}</w:tr></w:tbl>", LAUGHS), convert
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
    one = '<trans-unit id="1"><source>Oui.</source><target>Yes.</target></trans-unit>'
    yield "xlf: 100,000 units of one id", "a.xlf", xliff(one * 100_000), convert
    parts = many(50_000, '<mrk mtype="seg" mid="{n}">Oui. </mrk>')
    said = many(50_000, '<sdl:seg id="{n}" conf="Draft"/>')
    about = f"<sdl:seg-defs>{said}</sdl:seg-defs><note>{FR * 40_000}</note>"
    trados = ('<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2" sdl:version="1.0"><file source-language="fr" '
              'target-language="en" original="a" datatype="x"><body><trans-unit id="a"><source>x</source><seg-source>'
              f'{parts}</seg-source><target>{parts}</target>{about}</trans-unit></body></file></xliff>')
    yield "sdlxliff: 50,000 segments in a unit, and a note of 1 MB", "a.sdlxliff", trados, convert
    yield "xlf2: 20,000 segments in a unit, and a note of 1 MB", "a.xlf2", (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" trgLang="en"><file id="f"><unit id="u">'
        f'<notes><note>{FR * 40_000}</note></notes>{"<segment><source>Oui.</source><target>Yes.</target></segment>" * 20_000}'
        "</unit></file></xliff>"), convert
    codes = many(50_000, '<ph x="{n}">a{n}</ph>x')
    yield "tmx: 50,000 codes in a segment", "a.tmx", tmx(unit(codes, codes.replace("a", "b"))), convert
    yield "po: 100,000 entries of one context", "a.po", 'msgid ""\nmsgstr ""\n\n' + 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\n' * 100_000, convert
    yield "tei: entities that laugh", "a.xml", LAUGHS + "<TEI><text><body><p>&a11;</p></body></text></TEI>", convert
    yield "po: a string of 200,000 pieces", "a.po", 'msgid ""\nmsgstr ""\n\nmsgid "a"\n' + '"x"\n' * 200_000 + 'msgstr "b"\n', convert
    yield "jsonl: nested", "a.jsonl", '{"fr":"a","en":"b","x":' + "[" * nested + "]" * nested + "}\n", convert
    yield "jsonl: 100,000 keys", "a.jsonl", '{"fr":"a","en":"b"' + many(100_000, ',"k{n}":1') + "}\n", convert
    yield "csv: 100,000 columns", "a.csv", "fr,en" + many(100_000, ",c{n}") + "\na,b\n", convert
    yield "csv: a quote that never ends", "a.csv", 'fr,en\n"' + "a,b\n" * 1_000_000, convert
    yield "csv: a million blank rows", "a.csv", "fr,en\n" + ",\n" * 1_000_000, check
    yield "csv: one cell of 20 MB", "a.csv", f"fr,en\n{FR * 300_000},{EN * 300_000}\n", convert
    yield "ladder: positions beyond all", "a.ladder", "[4294967295]:[18446744073709551615]:0.1\n", "convert @ --from ladder -o out.csv"
