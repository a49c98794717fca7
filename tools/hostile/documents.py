"""Hostile documents: what `segment` and `align` read."""

from make import *


def cases():
    """Yields name, file name, content, arguments, in which `@` is the file."""
    nested, segment = 100_000, "segment @"
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
    yield from archives(segment)
    # PDF.
    yield "pdf: text 300,000 times", "a.pdf", pdf("BT /F1 9 Tf " + "(Bonjour) Tj " * 300_000 + "ET"), segment
    yield "pdf: states 200,000 deep", "a.pdf", pdf("q " * 200_000), segment
    yield "pdf: arrays 200,000 deep", "a.pdf", pdf("[" * 200_000), segment
    yield "pdf: pages that hold themselves", "a.pdf", pdf("").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), segment
    yield "pdf: contents that are themselves", "a.pdf", pdf("").replace(b"/Contents 4 0 R", b"/Contents [4 0 R 3 0 R]"), segment
    forms = [f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n + 1} 0 R >> >> /Length 59 >>\nstream\n{'/X Do ' * 10}\nendstream" for n in range(5, 25)]
    yield "pdf: forms in forms, 10 each", "a.pdf", pdf("/X Do", forms, "<< /XObject << /X 5 0 R >> >>"), segment
    yield "pdf: a length that lies", "a.pdf", pdf("BT ET").replace(b"/Length 5", b"/Length 99999999999"), segment
    yield from markup(segment)


def markup(segment):
    """What unfolds, nests or reaches out in the languages of writers."""
    book = lambda body, head="": f'{head}<article xmlns="http://docbook.org/ns/docbook" version="5.0">{body}</article>'
    yield "docbook: entities that laugh", "a.dbk", book("<para>&a11;</para>", LAUGHS), segment
    yield "docbook: sections in each other", "a.dbk", book("<section><title>x</title>" * 50_000 + "</section>" * 50_000), segment
    yield "docbook: a file outside", "a.dbk", book('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/><para>x</para>'), segment
    tei = lambda body, head="": f'{head}<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    yield "tei: entities that laugh", "a.xml", tei("<p>&a11;</p>", LAUGHS), segment
    yield "tei: divisions in each other", "a.xml", tei("<div><head>x</head>" * 50_000 + "</div>" * 50_000), segment
    yield "tei: 200,000 notes in a line", "a.xml", tei("<p>x" + "<note>y</note>" * 200_000 + "</p>"), segment
    yield "roff: strings that laugh", "a.1", ".TH A 1\n" + tenfold(lambda a, b: f".ds {a} " + f"\\*{b}" * 10 + "\n") + ".PP\n\\*i\n", segment
    yield "roff: macros that laugh", "a.1", ".TH A 1\n" + tenfold(lambda a, b: f".de {a}\n" + f".{b}\n" * 10 + "..\n") + ".PP\n.i\n", segment
    yield "roff: a macro that calls itself", "a.1", ".TH A 1\n.de x\n.x\n.x\n..\n.PP\n.x\n", segment
    yield "roff: a file outside", "a.1", ".TH A 1\n.so /etc/passwd\n.PP\nx\n", segment
    yield "roff: a table of 100,000 columns", "a.1", ".TH A 1\n.TS\n" + "l " * 100_000 + ".\n" + "x\t" * 100_000 + "\n.TE\n", segment
    yield "asciidoc: attributes that laugh", "a.adoc", "= A\n" + tenfold(lambda a, b: f":{a}: " + f"{{{b}}}" * 10 + "\n") + "\n{i}\n", segment
    yield "asciidoc: a file outside", "a.adoc", "= A\n\ninclude::/etc/passwd[]\n\nx\n", segment
    yield "asciidoc: a table of a billion columns", "a.adoc", '= A\n\n[cols="1000000000*"]\n|===\n|x |y\n|===\n', segment
    yield "asciidoc: a cell a billion times", "a.adoc", "= A\n\n|===\n1000000000*|x\n|===\n", segment
    yield "rst: substitutions that laugh", "a.rst", tenfold(lambda a, b: f".. |{a}| replace:: " + f"|{b}| " * 10 + "\n") + "\n|i|\n", segment
    yield "rst: a file outside", "a.rst", ".. include:: /etc/passwd\n\nx\n", segment
    yield "rst: a grid of 20,000 columns", "a.rst", ("+-" * 20_000 + "+\n" + "|x" * 20_000 + "|\n") * 10 + "+-" * 20_000 + "+\n", segment
    yield "rst: 100,000 terms and definitions", "a.rst", "x\n y\n" * 100_000, segment
    yield "rst: quotes in each other", "a.rst", "".join(" " * n + "x\n\n" for n in range(2_000)), segment
    yield "latex: commands that laugh", "a.tex", "\\begin{document}" + tenfold(lambda a, b: f"\\newcommand{{\\{a}z}}{{" + f"\\{b}z" * 10 + "}\n") + "\\iz\n\\end{document}", segment
    yield "latex: a file outside", "a.tex", "\\begin{document}\\input{/etc/passwd} x\\end{document}", segment
    yield "latex: arguments in each other", "a.tex", "\\emph{" * 100_000 + "x" + "}" * 100_000, segment
    yield "latex: a column a billion times", "a.tex", "\\begin{tabular}{*{1000000000}{l}}x & y\\end{tabular}", segment


def archives(segment):
    """Archives that lie."""
    content = f"<w:document {W}><w:body><w:p><w:r><w:t>{'x' * 20_000_000}</w:t></w:r></w:p></w:body></w:document>".encode()
    for ending, first in [("docx", "word/document.xml"), ("odt", "content.xml"), ("epub", "META-INF/container.xml")]:
        yield f"{ending}: 20,000 parts on the same bytes", f"a.{ending}", overlapping([first] + [f"a{n}.xml" for n in range(20_000)], content), segment
        yield f"{ending}: two parts on the same bytes", f"a.{ending}", overlapping([first, "b.xml"], content), segment
