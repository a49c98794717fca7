"""Claims on hands that are faster than the server: keys act on the pair that they would act on if typed slowly."""

import random
import time

from bitexts import table

FR = "le vent de la mer porte une lumière ancienne sur les pierres du phare".split()
EN = "the wind of the sea carries an old light over the stones of the house".split()

# What is typed, a unit after the other; the first ones more often.
UNITS = [
    ["j"], ["k"], ["Enter"], ["x"], ["m"], ["z"], ["d"], ["u"], ["f"], ["b"], ["j", "j"], ["m", "j", "x"],
    ["Shift+M"], ["Shift+Z"], ["Shift+U"], ["r"], ["1"], ["2"], ["n"], ["."], ["o"], ["Shift+Enter"],
    ["e", "W", "o", "w", "Space", "Control+Enter"], ["v", "Control+ArrowRight", "Control+ArrowRight", "s"],
    ["e", "N", "o", "Escape"],
]
N_KEYS = 200

PAIRS = """async () => {
  const ask = async (path, body) => (await fetch(path, { method: "POST", body: JSON.stringify(body),
    headers: { "content-type": "application/json", "x-enregard": "1" } })).json();
  const { keys } = await ask("/api/order", {});
  const { rows } = await ask("/api/rows", { keys });
  const text = (side) => side.map((segment) => segment.text);
  return rows.map((row) => [row.id, text(row.src), text(row.tgt), row.status, row.flagged, row.bookmarked]);
}"""


def bitext():
    def sentence(words, i):
        return " ".join(words[(i + k) % len(words)] for k in range(4 + i % 5)).capitalize() + f" {i}."

    return table([(sentence(FR, i), sentence(EN, i)) for i in range(1, 41)])


def keys(seed):
    chance = random.Random(seed)
    typed = []
    while len(typed) < N_KEYS:
        typed += UNITS[min(chance.randrange(len(UNITS)), chance.randrange(len(UNITS)))]
    return typed[:N_KEYS]


def outcome(stage, typed, latency, pace_s):
    """Returns the pairs after some keys; a pace of none waits until each key has done what it does."""
    page = stage.visit(stage.serve(stage.bitext(f"{latency}-{pace_s}.csv", bitext())), latency=latency)
    page.settle()
    for key in typed:
        page.press(key)
        if pace_s is None:
            page.settle()
        else:
            time.sleep(pace_s)
    page.settle()
    return page.page.evaluate(PAIRS)


def keys_typed_fast_do_what_they_do_typed_slowly(stage):
    typed = keys(7)
    slowly = outcome(stage, typed, 0, None)
    for latency in (0, 100, 300):
        fast = outcome(stage, typed, latency, 0.02)
        differing = [(i, a, b) for i, (a, b) in enumerate(zip(slowly, fast)) if a != b]
        assert fast == slowly, (latency, len(slowly), len(fast), differing[:2])


def a_merge_a_step_and_a_rejection_hit_the_next_pair(stage):
    for latency, pace_s in ((0, 0.05), (100, 0.05), (300, 0.0)):
        pairs = outcome(stage, ["Home", "m", "j", "x"], latency, pace_s)
        assert [pair[3] for pair in pairs[:3]] == ["edited", "rejected", "auto"], pairs[:3]
        assert len(pairs) == 39


def what_is_typed_while_an_editor_is_about_to_open_goes_into_it(stage):
    pairs = outcome(stage, ["Home", "m", "e", "X", "y", "Control+Enter", "x"], 300, 0.02)
    assert pairs[0][2][-1].endswith("Xy") and pairs[0][3] == "edited", pairs[0]
    assert pairs[1][3] == "rejected", pairs[1]
