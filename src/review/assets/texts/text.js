// Turns a side of a pair into nodes, and places in the page back into places in the text.
//
// A place is a count of UTF-16 code units in the joined text: the segments with one space between them.
// The text nodes of a drawn side hold just these units, so a place is found by counting. What cannot be
// seen (controls, directions, zero widths) is replaced by one unit whose name the style sheet shows.

import { h } from "../ground/dom.js";

const STAND_IN = "\ufffc";
const C0 = [
  ..."NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI".split(" "),
  ..."DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(" "),
];
const NAMED = new Map([
  [0x7f, "DEL"],
  [0xad, "SHY"],
  [0x61c, "ALM"],
  [0x200b, "ZWSP"],
  [0x200e, "LRM"],
  [0x200f, "RLM"],
  [0x2028, "LS"],
  [0x2029, "PS"],
  [0x202a, "LRE"],
  [0x202b, "RLE"],
  [0x202c, "PDF"],
  [0x202d, "LRO"],
  [0x202e, "RLO"],
  [0x2060, "WJ"],
  [0x2066, "LRI"],
  [0x2067, "RLI"],
  [0x2068, "FSI"],
  [0x2069, "PDI"],
  [0xfeff, "BOM"],
  [0xfffc, "OBJ"],
]);
/** Everything in the table, C0 but for line breaks, C1; joiners stay, Persian and emoji need them. */
// eslint-disable-next-line no-control-regex
const UNSEEN =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc]/g;
/** Spaces that do not break, which French typography is full of: the style sheet shows them faintly. */
const NO_BREAK = /[\u00a0\u202f]/g;

/** Returns "rtl" if the first letter of a text is written from right to left, else "ltr". */
export function direction(text) {
  const [letter] = text.match(/\p{L}/u) ?? [""];
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter)
    ? "rtl"
    : "ltr";
}

/** Returns the joined text of a side. */
export const joined = (segments) => segments.map((segment) => segment.text).join(" ");

/** Returns the name of a code unit that cannot be seen. */
function nameOf(unit) {
  const code = unit.charCodeAt(0);
  return C0[code] ?? NAMED.get(code) ?? `x${code.toString(16)}`;
}

/**
 * Returns the nodes of a side. `spans` are `{start, end, class, tokens}` over the joined text and may
 * overlap; `tokens` are the names of what a span belongs to. `caret` is a place or null.
 */
export function paint(segments, spans, caret = null) {
  const nodes = [];
  let start = 0;
  for (const [i, segment] of segments.entries()) {
    if (i > 0) nodes.push(h("span", { class: "seam" }, " "));
    nodes.push(h("span", { class: "segment", dir: "auto" }, paintSegment(segment.text, start, spans, caret)));
    start += segment.text.length + 1;
  }
  if (caret !== null && segments.length === 0) nodes.push(h("span", { class: "caret" }));
  return nodes;
}

function paintSegment(text, start, spans, caret) {
  const end = start + text.length;
  const here = [...spans, ...unseen(text, start)].filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const place of here.flatMap((span) => [span.start, span.end]))
    if (place > start && place < end) cuts.add(place);
  if (caret !== null && caret >= start && caret <= end) cuts.add(caret);
  const places = [...cuts].sort((a, b) => a - b);
  const nodes = places.slice(1).flatMap((to, i) => {
    const piece = paintPiece(text.slice(places[i] - start, to - start), places[i], to, here);
    return places[i] === caret ? [h("span", { class: "caret" }), piece] : [piece];
  });
  if (caret === end) nodes.push(h("span", { class: "caret" }));
  return nodes;
}

function paintPiece(text, start, end, spans) {
  const over = spans.filter((span) => span.start < end && span.end > start);
  if (over.length === 0) return text;
  const tokens = over
    .map((span) => span.tokens)
    .filter(Boolean)
    .join(" ");
  const name = over.find((span) => span.name)?.name;
  return h(
    "span",
    {
      class: over.map((span) => span.class).join(" "),
      "data-tokens": tokens || null,
      "data-name": name,
      title: over.find((span) => span.title)?.title,
    },
    name ? STAND_IN : text,
  );
}

function unseen(text, start) {
  const at = (match, more) => ({ start: start + match.index, end: start + match.index + 1, ...more });
  return [
    ...[...text.matchAll(UNSEEN)].map((match) => at(match, { class: "unseen", name: nameOf(match[0]) })),
    ...[...text.matchAll(NO_BREAK)].map((match) => at(match, { class: "no-break" })),
  ];
}

/** Returns the place in the text of a point in the page (as a Selection gives it). */
export function placeOf(side, node, offset) {
  const range = document.createRange();
  range.setStart(side, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}
