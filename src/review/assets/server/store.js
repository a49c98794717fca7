// Holds what the page knows of the bitext: the order of all pairs, the order that is shown (a filter may
// leave some out), and the rows that were fetched. Says `order`, `rows` and `stale` when they change.
//
// The server owns the truth. A change of ours comes twice, as the answer to an edit and as an event for
// everybody; its splices are done once. They are found by key, because changes may arrive in another order.

import { post, get } from "./api.js";

/** Rows kept in memory: about ten screens of scrolling back and forth, a few megabytes (by hand). */
const KEPT = 3000;
/** Rows asked for at once; the server takes 500. */
const ASKED = 200;

export class Store extends EventTarget {
  all = [];
  shown = [];
  seq = 0;
  filter = {};
  sizes = new Map();
  #rows = new Map();
  #stale = new Set();
  #places = null;
  #searches = 0;
  #loaded = 0;
  #applied = new Set();
  #wanted = [];
  #asking = false;

  /** Fetches the order and the sizes anew and forgets the rows. */
  async load() {
    const [{ seq, sizes }, order] = await Promise.all([get("/api/sizes"), post("/api/order", this.filter)]);
    this.seq = this.#loaded = seq;
    this.sizes = new Map(sizes.map(([key, src, tgt]) => [key, [src, tgt]]));
    this.all = sizes.map(([key]) => key);
    this.shown = order.keys;
    this.doubt();
    this.#changed("order");
  }

  /** Shows the pairs that fit a filter; an answer that a later search has overtaken is dropped. */
  async show(filter) {
    const search = ++this.#searches;
    const { keys } = await post("/api/order", filter);
    if (search !== this.#searches) return;
    this.filter = filter;
    this.shown = keys;
    this.#changed("order");
  }

  get isFiltered() {
    return Object.keys(this.filter).length > 0;
  }

  row(key) {
    return this.#rows.get(key);
  }

  /** Returns the place of a pair among those shown, or undefined. */
  place(key) {
    this.#places ??= new Map(this.shown.map((shown, place) => [shown, place]));
    return this.#places.get(key);
  }

  /** Asks for these rows, if they are not here; only the latest request counts while an answer is under way. */
  want(keys) {
    this.#wanted = keys.filter((key) => !this.#rows.has(key) || this.#stale.has(key));
    this.#ask();
  }

  /** Returns a row, fetched if it must be. */
  async fetch(key) {
    if (!this.#rows.has(key) || this.#stale.has(key)) this.keep((await post("/api/rows", { keys: [key] })).rows);
    return this.#rows.get(key);
  }

  async #ask() {
    if (this.#asking || this.#wanted.length === 0) return;
    this.#asking = true;
    const keys = this.#wanted.splice(0, ASKED);
    try {
      this.keep((await post("/api/rows", { keys })).rows);
    } catch {
      this.#wanted = [];
    } finally {
      this.#asking = false;
    }
    this.#ask();
  }

  /** Keeps rows and tells who draws them. */
  keep(rows) {
    for (const row of rows) {
      this.#rows.delete(row.key);
      this.#rows.set(row.key, row);
      this.#stale.delete(row.key);
    }
    for (const key of this.#rows.keys()) {
      if (this.#rows.size <= KEPT) break;
      this.#rows.delete(key);
    }
    this.#changed(
      "rows",
      rows.map((row) => row.key),
    );
  }

  /** Holds all rows for out of date, and has those on the screen fetched anew. */
  doubt() {
    for (const key of this.#rows.keys()) this.#stale.add(key);
    this.#changed("stale");
  }

  /** Takes over a change; false if it does not fit what is here, so that all must be loaded anew. */
  apply(change) {
    this.seq = Math.max(this.seq, change.seq);
    const isNew = change.seq > this.#loaded && !this.#applied.has(change.seq);
    this.#applied.add(change.seq);
    const fits = !isNew || change.splices.every((splice) => this.#splice(splice));
    if (isNew && change.splices.length > 0) this.#changed("order");
    const fresh = new Set(change.rows.map((row) => row.key));
    const touched = change.touched.filter((key) => this.#isOlder(key, change.seq) && !fresh.has(key));
    for (const key of touched) this.#stale.add(key);
    if (fresh.size > 0) this.keep(change.rows);
    if (touched.length > 0) this.#changed("stale", touched);
    return fits;
  }

  #isOlder(key, seq) {
    const row = this.#rows.get(key);
    return row !== undefined && row.version < seq;
  }

  #splice({ at, removed, added }) {
    const place = removed.length > 0 ? this.all.indexOf(removed[0]) : at;
    if (place < 0) return false;
    const after = this.all[place + removed.length];
    this.all.splice(place, removed.length, ...added);
    this.#spliceShown(removed, added, after);
    for (const key of removed) if (!added.includes(key)) this.#rows.delete(key);
    return true;
  }

  /** Puts the new pairs where the first of the old ones was shown, or else before what follows. */
  #spliceShown(removed, added, after) {
    const gone = new Set(removed);
    let place = this.shown.findIndex((key) => gone.has(key));
    if (place < 0) place = removed.length === 0 ? this.shown.indexOf(after) : -1;
    if (place < 0 && removed.length === 0 && !this.isFiltered) place = this.shown.length;
    if (place < 0) return;
    const left = this.shown.slice(place).filter((key) => !gone.has(key));
    this.shown = [...this.shown.slice(0, place), ...added, ...left];
    this.#places = null;
  }

  #changed(what, detail) {
    if (what === "order") this.#places = null;
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
