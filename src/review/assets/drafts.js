// Keeps text that was typed and not yet saved, per pair and side, over a reload of the page.
//
// A draft remembers the version it was begun from, so that saving it over somebody's change is a conflict
// and not an accident. sessionStorage: a draft belongs to this window.

const NAME = "enregard-drafts";

export class Drafts {
  #name;
  #drafts;

  /** Takes the title of the bitext, because keys are its own. */
  constructor(title) {
    this.#name = `${NAME} ${title}`;
    this.#drafts = new Map(JSON.parse(sessionStorage.getItem(this.#name) ?? "[]"));
  }

  get(key, side) {
    return this.#drafts.get(`${key} ${side}`);
  }

  /** Returns which side of a pair has a draft, or undefined. */
  side(key) {
    return ["tgt", "src"].find((side) => this.get(key, side));
  }

  set(key, side, text, version) {
    this.#drafts.set(`${key} ${side}`, { text, version });
    this.#keep();
  }

  drop(key, side) {
    if (this.#drafts.delete(`${key} ${side}`)) this.#keep();
  }

  get all() {
    return [...this.#drafts].map(([name, draft]) => ({ key: Number(name.split(" ")[0]), side: name.split(" ")[1], ...draft }));
  }

  get isEmpty() {
    return this.#drafts.size === 0;
  }

  #keep() {
    sessionStorage.setItem(this.#name, JSON.stringify([...this.#drafts]));
  }
}
