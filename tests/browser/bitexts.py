"""Bitexts that the claims are tried on."""

import csv
import io

HEADER = "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment"

# A heading, a pair of two translations, a wrong number (p2.s2), a doubtful pair
# (p3.s1), an omission (p3.s2).
SMALL = HEADER + """
p1.s1,1:1,Le marché de Lorient,The market of Lorient,p1.s1,r1.s1,0.99,auto,,,,
p2.s1,1:2,"Le marché ouvre à sept heures, et il ferme à midi.",The market opens at seven. It closes at noon.,p2.s1,r2.s1 r2.s2,0.91,auto,,,,
p2.s2,1:1,Il compte 48 étals.,It has 84 stalls.,p2.s2,r3.s1,0.97,auto,,,,
p3.s1,1:1,Les poissons viennent du port.,The fish comes from the harbour.,p3.s1,r4.s1,0.55,auto,,,,
p3.s2,1:0,On les vend à la criée.,,p3.s2,,0.62,auto,,,,
p3.s3,1:1,Les fleurs viennent de Bretagne.,The flowers come from Brittany.,p3.s3,r5.s1,0.98,auto,,,,
p4.s1,1:1,Le soir, la place est vide.,In the evening the square is empty.,p4.s1,r6.s1,0.98,auto,,,,
""".replace("Le soir, la place est vide.", '"Le soir, la place est vide."')

N_SMALL = 7

# What must be shown and never run.
NASTY = [
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "javascript:window.hacked=1 ' \" ` ${window.hacked=1} {{constructor}} &lt;b&gt;",
    "</textarea></style><svg onload=window.hacked=1>",
    "שלום עולם (abc) 123",
    "Un texte \u202eretourné\u202c, un espace\u200bnul, une espace\u00a0insécable",
    "Sonnette \u0007 et échappement \u001b[31m",
    "Mathématique 𝕏 et famille 👩\u200d👩\u200d👧",
]


def table(rows):
    """Returns a bitext with pairs of texts, one to one."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    write(HEADER.split(","))
    for i, (fr, en) in enumerate(rows, 1):
        write([f"p{i}.s1", "1:1", fr, en, f"p{i}.s1", f"r{i}.s1", "0.97", "auto", "", "", "", ""])
    return text.getvalue()


def nasty():
    return table([(text, other) for text in NASTY for other in (text, NASTY[0])])


def big(n):
    """Returns a bitext of `n` pairs, of one to forty words."""
    fr = "le vent de la mer porte une lumière ancienne sur les pierres du phare où veille encore un homme".split()
    en = "the wind of the sea carries an old light over the stones of the house where a man still keeps watch".split()

    def sentence(words, i, length):
        return " ".join(words[(i + k * 7) % len(words)] for k in range(length)).capitalize() + f" {i}."

    return table([(sentence(fr, i, 1 + i * 13 % 40), sentence(en, i, 1 + i * 13 % 40)) for i in range(1, n + 1)])
