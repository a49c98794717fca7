// Who looks at which pair: tells the others where we are, and shows where they are.
//
// Where we are is also kept for ourselves, so that a reload comes back to the same pair.

import { post } from "./api.js";
import { signer } from "../ground/signer.js";

/** How long the focus rests on a pair before the others are told, in ms. */
const RESTS = 1000;
/** How often they are told; the server forgets people after 90 s of silence. */
const TELLS = 40_000;
const PLACE = "enregard-place";

export class Presence {
  #people = [];

  constructor({ state, focus, toolbar, view }) {
    Object.assign(this, { state, focus, toolbar, view });
  }

  /** Returns the pair where we were before a reload, as a number that may be none. */
  get kept() {
    return Number(sessionStorage.getItem(`${PLACE} ${this.state.title}`));
  }

  /** Returns the names of the others who look at a pair. */
  at(key) {
    return this.#people.filter((person) => person.key === key).map(({ who }) => who);
  }

  /** Remembers where we are; the others are told when we stay. */
  moved(key) {
    sessionStorage.setItem(`${PLACE} ${this.state.title}`, key);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#tell(), RESTS);
  }

  /** Tells the others where we are, and again and again, because who is silent has gone. */
  #tell() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#tell(), TELLS);
    if (document.visibilityState === "visible") post("/api/here", { key: this.focus.key }).catch(() => {});
  }

  /** Hears where everybody is. */
  heard(people) {
    const places = [...this.#people, ...people].map(({ key }) => key);
    this.#people = people.filter(({ who }) => who !== signer.name);
    this.toolbar.drawPeople(people, signer.name);
    this.view.redraw(places);
  }
}
