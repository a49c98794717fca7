// Says what changes did, for the history of a pair and for the log of the whole bitext.
//
// A change gives fields other values, or lets a run of pairs give way to another run (merge, split, move).

import { difference } from "../texts/difference.js";
import { h } from "../ground/dom.js";
import { word } from "../ground/i18n.js";
import { joined } from "../texts/text.js";

/** Returns nodes that show what a change did. */
export function shownChange({ before, after }) {
  if (Array.isArray(before)) return run(before, after);
  const texts = ["src", "tgt"].filter((side) => before[side] && after[side]);
  return [
    after.status && h("p", {}, `${word("status", before.status)} → ${word("status", after.status)}`),
    texts.map((side) => h("p", { dir: "auto" }, difference(joined(before[side]), joined(after[side])))),
  ];
}

const shapes = (rows) => rows.map((row) => row.bead).join(" + ");

/** Returns what a run of pairs gave way to: its shapes, and its texts if they differ. */
function run(before, after) {
  const text = (rows, side) =>
    rows
      .map((row) => joined(row[side]))
      .filter(Boolean)
      .join(" ");
  const changed = ["src", "tgt"].filter((side) => text(before, side) !== text(after, side));
  return [
    h("p", {}, `${shapes(before)} → ${shapes(after)}`),
    changed.map((side) => h("p", { dir: "auto" }, difference(text(before, side), text(after, side)))),
  ];
}
