"""Hostile texts, rules, glossaries, vectors and streams."""

import gzip

from make import *


def cases():
    """Yields name, file name, content, arguments, in which `@` is the file."""
    nested, segment, check = 100_000, "segment @", "check @ --fail-on never"
    # Checks.
    for name, src, tgt in [("units", "12 km ", "12 km "), ("numbers", "12 345,6 ", "12,345.6 "), ("spelled numbers", "quatre-vingt-dix-sept mille ", "ninety-seven thousand "),
                           ("tags", "<b>{0}</i>%s ", "<i>{1}</b>%d "), ("quotes", "« “‘ ", "\"''"), ("capitals", "Anna Roy OTAN ", "Anne Ray NATO "), ("dates", "le 3 mars 1848 ", "March 4, 1848 "),
                           ("brackets", "([{", "([{"), ("addresses", "a@b.fr http://x.y/z ", "a@b.fr http://x.y/w "), ("negations", "ne pas rien jamais ", "not never nothing ")]:
        yield f"check: a cell of 200 kB of {name}", "a.csv", f'fr,en\n"{(src * 40_000)[:200_000].replace(chr(34), chr(39))}","{(tgt * 40_000)[:200_000].replace(chr(34), chr(39))}"\n', check
    for expression in ["(a*)*b", "(a|aa)+$", "((a{0,100}){0,100}){0,100}", "(.*)(.*)(.*)(.*)x", "\\w{1000}{1000}", "(?:" * 5000 + "a" + ")" * 5000, "[^x]*" * 500, "(a?){200}{200}a", "(?i)(é|è|ê|\\p{L}){200}", "(\\w+\\s*)+$", "x*" * 20_000]:
        rule = f"[[rule]]\nname='a'\nsrc='{expression}'\nmessage='m'\nseverity='error'\n"
        yield f"check: the rule {expression[:24]}", "a.toml", rule, "check big.csv --checklist @ --fail-on never"
    yield "glossary: a term of 1 MB", "a.csv", f"fr,en\n{'a' * 1_000_000},b\n", "check small.csv --glossary @ --fail-on never"
    yield "glossary: 200,000 terms", "a.csv", "fr,en\n" + many(200_000, "mot {n},word {n}\n"), "check small.csv --glossary @ --fail-on never"
    yield "glossary: 20,000 terms that begin alike", "a.csv", "fr,en\n" + many(20_000, "a a a a a a a {n},b\n"), "check big.csv --glossary @ --fail-on never"
    yield "glossary: a term of 20,000 words", "a.csv", f"fr,en\n{'a ' * 20_000},b\n", "check big.csv --glossary @ --fail-on never"
    yield "glossary: 100,000 columns", "a.csv", "fr,en" + many(100_000, ",c{n}") + "\na,b\n", "check small.csv --glossary @ --fail-on never"
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
    # Gzip files may be joined.
    large = gzip.compress(b"A" * (1 << 26), 9) * 48
    yield "gzip: 3 GB of one line", "a.txt.gz", large, segment
    yield "gzip: 3 GB of one document", "a.jsonl.gz", gzip.compress(b'{"id":"1","src":"') + large, "align --documents @ -o out.jsonl"
    yield "gzip: 3 GB of lines", "a.jsonl.gz", gzip.compress(b"{}\n" * (1 << 22), 9) * 240, "align --documents @ -o out.jsonl"
    yield "gzip: packed twice", "a.txt.gz", gzip.compress(blank), segment
    yield "documents: nested", "a.jsonl", '{"id":' + "[" * nested + "\n", "align --documents @ -o out.jsonl"
    yield "documents: 500,000 blank lines", "a.jsonl", "\n" * 500_000, "align --documents @ -o out.jsonl"
    yield "documents: a million bad lines", "a.jsonl", "{\n" * 300_000, "align --documents @ -o out.jsonl"
    yield "documents: a list of 300,000 segments", "a.jsonl", '{"id":1,"src":[' + ",".join(['"a"'] * 300_000) + '],"tgt":["b"]}\n', "align --documents @ -o out.jsonl"
