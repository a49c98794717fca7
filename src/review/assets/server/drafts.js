// Keeps text that was typed and not saved, per pair and side.
//
// Drafts are with the server, so that they survive the tab, the browser and the server itself. What it does not
// have yet (it is away, or the person is still typing) is kept in sessionStorage and sent as soon as it can be.
// A draft remembers the version it was begun from, so that saving it over somebody's change is a conflict and
// not an accident. A draft that was left with Escape is set aside: it does not wait, but can be brought back.

import { get, post } from "./api.js";

const NAME = "enregard-drafts";
/** How long typing must rest before a draft is sent, in ms. */
const REST = 300;
/** How long after a failure it is tried again, in ms. */
const AGAIN = 3000;

export class Drafts {
  #name;
  #drafts = new Map();
  /** Names of the drafts that the server does not have as they are here. */
  #unsent = new Set();
  #sending = Promise.resolve();
  #timer = 0;
  /** Tells the server's news of this window's drafts from those of others. */
  #window = crypto.randomUUID();

  /** Takes the title of the bitext, because keys are its own; `changed(key)` is called when another window typed. */
  constructor(title, changed) {
    this.#name = `${NAME} ${title}`;
    this.changed = changed;
    addEventListener("pagehide", () => this.#send(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.#send(true));
  }

  /** Fetches the drafts, and sends those that the server never got. */
  async load() {
    const { drafts } = await get("/api/drafts");
    this.#drafts = new Map(drafts.map((draft) => [nameOf(draft), draft]));
    for (const [name, draft] of JSON.parse(sessionStorage.getItem(this.#name) ?? "[]")) {
      if (draft) this.#drafts.set(name, draft);
      else this.#drafts.delete(name);
      this.#unsent.add(name);
    }
    this.#send();
  }

  /** Returns the draft of a side that waits to be saved, or undefined. */
  get(key, side) {
    const draft = this.#drafts.get(nameOf({ key, side }));
    return draft?.aside ? undefined : draft;
  }

  /** Returns the text of a side that was left with Escape, or undefined. */
  setAside(key, side) {
    const draft = this.#drafts.get(nameOf({ key, side }));
    return draft?.aside ? draft : undefined;
  }

  /** Returns the drafts of a pair that wait to be saved. */
  of(key) {
    return ["src", "tgt"].map((side) => this.get(key, side)).filter(Boolean);
  }

  /** Returns all drafts, also those that were set aside. */
  get all() {
    return [...this.#drafts.values()];
  }

  /** Whether the server has everything. */
  get isSent() {
    return this.#unsent.size === 0;
  }

  set(draft) {
    this.#drafts.set(nameOf(draft), { aside: false, ...draft });
    this.#changed(nameOf(draft));
  }

  drop(key, side) {
    const name = nameOf({ key, side });
    if (this.#drafts.delete(name)) this.#changed(name);
  }

  /** Forgets a draft that the server has just saved as a text. */
  saved(key, side) {
    const name = nameOf({ key, side });
    this.#drafts.delete(name);
    this.#unsent.delete(name);
    this.#keep();
  }

  /** Hears of a draft that was typed in another window. */
  heard({ window, key, side, draft }) {
    if (window === this.#window || this.#unsent.has(nameOf({ key, side }))) return;
    if (draft) this.#drafts.set(nameOf(draft), draft);
    else this.#drafts.delete(nameOf({ key, side }));
    this.changed(key);
  }

  /** Sends what is not sent yet; resolves when the server has answered. */
  settle() {
    this.#send();
    return this.#sending;
  }

  #changed(name) {
    this.#unsent.add(name);
    this.#keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), REST);
  }

  /** Sends all that is unsent, after what is under way; `isLast` when the page may be gone before the answer. */
  #send(isLast = false) {
    clearTimeout(this.#timer);
    const names = [...this.#unsent];
    if (names.length === 0) return;
    if (isLast) names.forEach((name) => this.#post(name, true).catch(() => {}));
    else this.#sending = this.#sending.then(() => this.#sendEach(names));
  }

  async #sendEach(names) {
    for (const name of names.filter((each) => this.#unsent.has(each))) {
      const draft = this.#drafts.get(name);
      try {
        await this.#post(name);
        if (this.#drafts.get(name) === draft) this.#unsent.delete(name);
      } catch {
        // Nothing is lost: it is kept here, and tried again.
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#send(), AGAIN);
      }
    }
    this.#keep();
  }

  #post(name, isLast = false) {
    const [key, side] = name.split(" ");
    const draft = this.#drafts.get(name) ?? { text: null };
    return post("/api/drafts", { ...draft, key: Number(key), side, window: this.#window }, { keepalive: isLast });
  }

  #keep() {
    const unsent = [...this.#unsent].map((name) => [name, this.#drafts.get(name) ?? null]);
    if (unsent.length > 0) sessionStorage.setItem(this.#name, JSON.stringify(unsent));
    else sessionStorage.removeItem(this.#name);
  }
}

const nameOf = ({ key, side }) => `${key} ${side}`;
