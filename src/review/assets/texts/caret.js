// Knows where the caret is in the focused pair: which side, and a place or a span of its text.
//
// The texts are not editable, so the browser shows no caret in them; the page keeps and draws its own. A
// click puts it there, `v` too, arrows move it, Shift and arrows stretch it to a span, on which a remark
// or an MQM mark can be made. Without a mouse everything that takes a place can so be done.

import { language } from "../ground/i18n.js";
import { joined, placeOf } from "./text.js";

const segmenters = {
  grapheme: new Intl.Segmenter(language, { granularity: "grapheme" }),
  word: new Intl.Segmenter(language, { granularity: "word" }),
};

export class Caret {
  key = null;
  side = "tgt";
  /** Where the span began and where it ends; null when there is no caret. */
  anchor = null;
  head = null;

  get isPlaced() {
    return this.head !== null;
  }

  /** Returns the span as `{side, start, end}`, or null if nothing is spanned. */
  get span() {
    if (this.head === null || this.head === this.anchor) return null;
    return { side: this.side, start: Math.min(this.anchor, this.head), end: Math.max(this.anchor, this.head) };
  }

  put(key, side, anchor, head = anchor) {
    Object.assign(this, { key, side, anchor, head });
  }

  lift() {
    this.anchor = this.head = null;
  }

  /** Obeys a key that moves the caret in a pair, if there is one; true if this was such a key. */
  obey(name, row) {
    if (!this.isPlaced || !row) return false;
    const stretch = name.includes("Shift+");
    const moves = {
      ArrowLeft: () => this.move(row, -1, "grapheme", stretch),
      ArrowRight: () => this.move(row, 1, "grapheme", stretch),
      "Ctrl+ArrowLeft": () => this.move(row, -1, "word", stretch),
      "Ctrl+ArrowRight": () => this.move(row, 1, "word", stretch),
      Home: () => this.jump(row, false, stretch),
      End: () => this.jump(row, true, stretch),
      Escape: () => this.lift(),
    };
    const move = moves[name.replace("Shift+", "")];
    move?.();
    return move !== undefined;
  }

  /** Moves by a grapheme or a word; `stretch` keeps the anchor. */
  move(row, direction, by, stretch) {
    const places = stops(joined(row[this.side]), by);
    const next =
      direction > 0 ? places.find((place) => place > this.head) : places.findLast((place) => place < this.head);
    this.head = next ?? this.head;
    if (!stretch) this.anchor = this.head;
  }

  /** Moves to the start or the end of the side. */
  jump(row, toEnd, stretch) {
    this.head = toEnd ? joined(row[this.side]).length : 0;
    if (!stretch) this.anchor = this.head;
  }
}

/** Returns what was clicked or selected in a pair of the page, as `put` wants it, or null. */
export function pointedAt(selection, element) {
  if (selection.rangeCount === 0) return null;
  const ends = [
    [selection.anchorNode, selection.anchorOffset],
    [selection.focusNode, selection.focusOffset],
  ];
  const [from, to] = ends.map(([node]) => (node instanceof Element ? node : node.parentElement)?.closest(".side"));
  if (!from || from !== to || !element.contains(from)) return null;
  return [
    Number(element.dataset.key),
    from.dataset.side,
    ...ends.map(([node, offset]) => placeOf(from, node, offset)),
  ];
}

/** Returns the places where the caret may stand; by words, where words begin. */
function stops(text, by) {
  const parts = [...segmenters[by].segment(text)].filter((part) => by === "grapheme" || part.isWordLike);
  return [...parts.map((part) => part.index), text.length];
}
