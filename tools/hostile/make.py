"""Builds files of every format from a few words, whether any honest program would write them or not."""

import io
import struct
import zipfile
import zlib

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


def tenfold(form, n_levels=9):
    """Definitions of which each names the one before ten times; `form` has places for the name and what it stands for."""
    name = "xabcdefghijk"
    return "".join(form(name[level], name[level - 1]) for level in range(1, n_levels + 1))


def overlapping(names, content):
    """An archive whose parts all lie on the same bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeeze.compress(content) + squeeze.flush()
    facts = struct.pack("<HHHHIII", 0, 8, 0, 0x21, zlib.crc32(content), len(data), len(content))
    first = names[0].encode()
    local = b"PK\3\4" + struct.pack("<H", 20) + facts + struct.pack("<HH", len(first), 0) + first + data
    central = b"".join(b"PK\1\2" + struct.pack("<HH", 20, 20) + facts + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0)
                       + name.encode() for name in names)
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(central), len(local), 0)
    return local + central + end
