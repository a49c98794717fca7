// Fetches what links the two sides of a pair, and lights it up when the mouse is over it.
//
// Evidence is fetched for the pair that has the focus (for all on the screen when words are shown
// everywhere), once per version of the pair. In the page a span carries tokens ("w3", "n0", "f1"); spans
// that share a token belong together, on whichever side they are.

import { get } from "./api.js";

/** Versions kept: some screens' worth (by hand). */
const KEPT = 300;

export class Evidence {
  #known = new Map();
  #asked = new Set();

  /** `arrived(key)` is called when evidence of a pair has come. */
  constructor(arrived) {
    this.arrived = arrived;
  }

  /** Returns the evidence of a row, or undefined while it is not here. */
  of(row) {
    const known = this.#known.get(row.key);
    return known?.version === row.version ? known.evidence : undefined;
  }

  async fetch(row) {
    const asked = `${row.key}.${row.version}`;
    if (this.of(row) || this.#asked.has(asked)) return;
    this.#asked.add(asked);
    try {
      this.#known.set(row.key, { version: row.version, evidence: await get(`/api/evidence?key=${row.key}`) });
      if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value);
      this.arrived(row.key);
    } catch {
      // Without evidence the pair is shown all the same; it is asked for again with the next focus.
    } finally {
      this.#asked.delete(asked);
    }
  }
}

const span = ([start, end], name, tokens) => ({ start, end, class: name, tokens });

/** Returns the spans of one side that the evidence speaks of. */
export function evidenceSpans(evidence, side) {
  const of = (list, letter, name) =>
    list
      .map(
        (item, i) =>
          item[side] && span(item[side], `${name}${item.agrees === false ? " differs" : ""}`, `${letter}${i}`),
      )
      .filter(Boolean);
  return [
    ...of(evidence.words, "w", "word"),
    ...of(evidence.values, "n", "value"),
    ...of(evidence.names, "m", "name"),
    ...evidence.alone[side].map((place) => span(place, "alone", "")),
  ];
}

/** Lights up, inside `element`, what belongs to the same tokens as `target`; nothing if null. */
export function light(element, target) {
  const tokens = new Set((target?.dataset.tokens ?? "").split(" ").filter(Boolean));
  for (const part of element.querySelectorAll("[data-tokens]")) {
    part.classList.toggle(
      "lit",
      part.dataset.tokens.split(" ").some((token) => tokens.has(token)),
    );
  }
}
