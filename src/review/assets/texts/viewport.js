// Shows a window of a long list: only the pairs on the screen, and a screen above and below, are in the page.
//
// Pairs are placed absolutely, so that one that has the focus or an open editor can stay in the page while
// the rest scrolls away. Heights are estimated from the lengths of the texts and corrected when a pair is
// drawn; meanwhile one pair, the anchor, is held where it is, so that nothing jumps under the reader's eyes.

import { Heights } from "./heights.js";

/** What is drawn above and below the screen, in screens. */
const OVERSCAN = 0.6;
/** Rounds of measuring in one frame: heights settle in one or two. */
const ROUNDS = 3;

export class Viewport {
  #measured = new Map();
  #heights = new Heights([]);
  #elements = new Map();
  #anchor = null;
  #aim = null;
  #ours = 0;
  #asked = false;
  #width = 0;
  #screenTop = 0;

  /** `draw(element, key, place)` fills the element of a pair; `pinned()` returns the keys that must stay. */
  constructor({ scroller, canvas, store, estimate, draw, pinned }) {
    Object.assign(this, { scroller, canvas, store, estimate, draw, pinned });
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(scroller);
    store.addEventListener("order", () => this.#reordered());
    store.addEventListener("rows", ({ detail }) => this.redraw(detail));
    store.addEventListener("stale", () => this.ask());
  }

  /** Asks for a layout in the next frame. */
  ask() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#layout();
    });
  }

  /** Returns the element of a pair, if it is in the page. */
  element(key) {
    return this.#elements.get(key);
  }

  keys() {
    return [...this.#elements.keys()];
  }

  /** Draws these pairs anew, if they are in the page. */
  redraw(keys) {
    for (const key of keys) {
      const element = this.#elements.get(key);
      if (element) this.#draw(element, key);
    }
    this.ask();
  }

  /** Brings a pair to a comfortable place and keeps it there until the person scrolls. */
  show(key) {
    if (this.store.place(key) === undefined) return;
    this.#aim = key;
    this.#takeAim();
    this.#layout();
  }

  /** Measures all anew: lines have another height. */
  measureAnew() {
    this.#measured.clear();
    this.#estimateAll();
    this.ask();
  }

  /** Returns how many pairs a screen holds, for Page Up and Page Down. */
  get page() {
    const first = this.#heights.at(this.scroller.scrollTop);
    return Math.max(1, this.#heights.at(this.scroller.scrollTop + this.scroller.clientHeight) - first - 1);
  }

  /** Returns the first pair that is wholly on the screen. */
  get firstShown() {
    const place = this.#heights.at(this.scroller.scrollTop);
    const whole = this.#heights.before(place) >= this.scroller.scrollTop - 1 ? place : place + 1;
    return this.store.shown[Math.min(whole, this.store.shown.length - 1)];
  }

  #takeAim() {
    const place = this.store.place(this.#aim);
    if (place === undefined) return;
    const { scrollTop, clientHeight } = this.scroller;
    const height = this.#heights.values[place];
    const margin = Math.max(0, Math.min(clientHeight / 4, (clientHeight - height) / 2));
    const top = this.#heights.before(place) - scrollTop;
    const lowest = Math.max(margin, clientHeight - margin - height);
    this.#anchor = { key: this.#aim, top: Math.min(Math.max(top, margin), lowest) };
  }

  /** When it was not us who scrolled, the person decides what is held. */
  #scrolled() {
    if (Math.abs(this.scroller.scrollTop - this.#ours) > 1) {
      this.#aim = null;
      this.#anchorAtTop();
    }
    this.ask();
  }

  #anchorAtTop() {
    const place = this.#heights.at(this.scroller.scrollTop);
    const key = this.store.shown[place];
    this.#anchor = key === undefined ? null : { key, top: this.#heights.before(place) - this.scroller.scrollTop };
  }

  #resized() {
    this.#stayPut();
    if (this.scroller.clientWidth !== this.#width) {
      this.#width = this.scroller.clientWidth;
      this.#measured.clear();
      this.#estimateAll();
    }
    this.ask();
  }

  /** What comes or goes above the list (a banner) does not move the text that is being read. */
  #stayPut() {
    const { top } = this.scroller.getBoundingClientRect();
    const moved = top - this.#screenTop;
    this.#screenTop = top;
    if (this.#anchor && this.scroller.scrollTop > 0) this.#anchor.top -= moved;
  }

  #reordered() {
    this.#estimateAll();
    for (const [key, element] of this.#elements) if (this.store.place(key) !== undefined) this.#draw(element, key);
    this.ask();
  }

  #estimateAll() {
    const estimate = this.estimate();
    const heights = this.store.shown.map((key) => this.#measured.get(key) ?? estimate(this.store.sizes.get(key)));
    this.#heights = new Heights(heights);
  }

  #layout() {
    for (let round = 0; round < ROUNDS; round++) {
      this.#hold();
      this.#fill();
      if (!this.#measure()) break;
      if (this.#aim) this.#takeAim();
    }
    this.#hold();
    this.#place();
  }

  /** Moves the list so that the anchor is where it was on the screen. */
  #hold() {
    this.canvas.style.height = `${this.#heights.total}px`;
    const place = this.#anchor && this.store.place(this.#anchor.key);
    if (place === undefined || place === null) return;
    const wanted = this.#heights.before(place) - this.#anchor.top;
    if (Math.abs(wanted - this.scroller.scrollTop) > 1) this.scroller.scrollTop = wanted;
    this.#ours = this.scroller.scrollTop;
  }

  #range() {
    const { scrollTop, clientHeight } = this.scroller;
    const more = clientHeight * OVERSCAN;
    const first = this.#heights.at(Math.max(0, scrollTop - more));
    const last = this.#heights.at(scrollTop + clientHeight + more);
    return this.store.shown.slice(first, last + 1);
  }

  /** Makes the page hold the pairs in range, and those pinned, in their order. */
  #fill() {
    const range = this.#range();
    const kept = this.pinned().filter((key) => this.store.place(key) !== undefined);
    const keys = [...new Set([...range, ...kept])].sort((a, b) => this.store.place(a) - this.store.place(b));
    const wanted = new Set(keys);
    for (const [key, element] of this.#elements) {
      if (wanted.has(key)) continue;
      element.remove();
      this.#elements.delete(key);
    }
    let before = this.canvas.firstElementChild;
    for (const key of keys) {
      const element = this.#elements.get(key) ?? this.#create(key);
      if (element === before) before = before.nextElementSibling;
      else this.canvas.insertBefore(element, before);
    }
    this.store.want(keys);
  }

  #create(key) {
    const element = document.createElement("div");
    this.#elements.set(key, element);
    this.#draw(element, key);
    return element;
  }

  #draw(element, key) {
    this.draw(element, key, this.store.place(key));
  }

  /** Measures what is drawn; true if some height is not what was thought. */
  #measure() {
    let corrected = false;
    for (const [key, element] of this.#elements) {
      if (!this.store.row(key)) continue;
      const height = element.offsetHeight;
      const place = this.store.place(key);
      this.#measured.set(key, height);
      if (this.#heights.values[place] === height) continue;
      this.#heights.set(place, height);
      corrected = true;
    }
    return corrected;
  }

  #place() {
    for (const [key, element] of this.#elements) {
      element.style.transform = `translateY(${this.#heights.before(this.store.place(key))}px)`;
    }
  }
}
