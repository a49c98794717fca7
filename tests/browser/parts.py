"""Claims on the page's modules, tried with made-up values in the page itself."""

from bitexts import NASTY, SMALL

# The same values every time.
RANDOM = "let seed = 7; const random = (n) => (seed = (seed * 16807) % 2147483647) % n;"


def ask(stage, script, arg=None):
    page = stage.visit(stage.serve(stage.bitext("market.csv", SMALL)))
    return page.page.evaluate(f"async (arg) => {{ {RANDOM} {script} }}", arg)


def heights_are_found_as_by_adding_up(stage):
    wrong = ask(stage, """
      const { Heights } = await import('/assets/texts/heights.js');
      const wrong = [];
      for (const n of [1, 2, 3, 7, 8, 100]) {
        const plain = Array.from({ length: n }, () => 20 + random(100));
        const heights = new Heights(plain);
        for (let step = 0; step < 50; step++) {
          const changed = random(n);
          plain[changed] = 20 + random(100);
          heights.set(changed, plain[changed]);
          const total = plain.reduce((a, b) => a + b, 0);
          const place = random(total + 50);
          let [index, sum] = [0, 0];
          while (index < n - 1 && sum + plain[index] <= place) sum += plain[index++];
          if (heights.total !== total || heights.at(place) !== index || heights.before(index) !== sum) wrong.push([n, place, index, heights.at(place)]);
        }
      }
      return wrong;""")
    assert wrong == [], wrong


def a_drawn_side_holds_every_place_of_its_text(stage):
    wrong = ask(stage, """
      const { joined, paint, placeOf } = await import('/assets/texts/text.js');
      const wrong = [];
      for (let round = 0; round < 60; round++) {
        const segments = Array.from({ length: 1 + random(3) }, () => ({ text: arg[random(arg.length)] }));
        const text = joined(segments);
        const spans = Array.from({ length: random(8) }, () => {
          const start = random(text.length);
          return { start, end: start + 1 + random(text.length - start), class: 'word', tokens: 'w1' };
        });
        const side = document.createElement('div');
        side.append(...paint(segments, spans, random(text.length + 1)));
        const shown = side.textContent;
        if (shown.length !== text.length) wrong.push([text, shown]);
        if ([...shown].some((c, i) => c !== '\\ufffc' && c !== [...text][i])) wrong.push([text, shown]);
        const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
        for (let place = 0; walker.nextNode(); place += walker.currentNode.length) {
          if (placeOf(side, walker.currentNode, 0) !== place) wrong.push([text, place]);
        }
      }
      return wrong;""", NASTY)
    assert wrong == [], wrong


def a_difference_holds_both_texts(stage):
    wrong = ask(stage, """
      const { difference } = await import('/assets/texts/difference.js');
      const words = ['le', 'la', ' ', ' ', ',', 'é', '𝕏', '12'];
      const made = () => Array.from({ length: random(20) }, () => words[random(words.length)]).join('');
      const wrong = [];
      for (let round = 0; round < 200; round++) {
        const [before, after] = [made(), made()];
        const shown = document.createElement('p');
        shown.append(...difference(before, after));
        const without = (tag) => [...shown.childNodes].filter((node) => node.nodeName !== tag).map((node) => node.textContent).join('');
        if (without('INS') !== before || without('DEL') !== after) wrong.push([before, after, shown.innerHTML]);
      }
      return wrong;""")
    assert wrong == [], wrong


def no_two_commands_have_a_key(stage):
    twice = ask(stage, """
      const { COMMANDS } = await import('/assets/actions/commands.js');
      const keys = COMMANDS.flatMap((command) => command.keys);
      return keys.filter((key, i) => keys.indexOf(key) !== i);""")
    assert twice == [], twice
