// Does commands one after another, so that no key acts on what an earlier one is still changing.
//
// A command that returns a promise changes the pairs or the focus when the server has answered. What is pressed
// meanwhile waits, and is done as if it had been pressed then: a letter goes into the text area that has opened.

import { sayError } from "../ground/say.js";

export class Turns {
  #waiting = [];
  #isBusy = false;

  constructor() {
    // Who is asked something should not answer with a key that was meant for a pair.
    document.addEventListener("asking", () => this.forget());
  }

  get isBusy() {
    return this.#isBusy;
  }

  /** Does something now, or when what is under way has been done. */
  take(run) {
    this.#waiting.push(run);
    this.#next();
  }

  /** Does something now, or before all that waits: it belongs to what has just been done. */
  takeFirst(run) {
    this.#waiting.unshift(run);
    this.#next();
  }

  /** Forgets what waits: it was pressed for a state of things that did not come. */
  forget() {
    this.#waiting = [];
  }

  #next() {
    while (!this.#isBusy && this.#waiting.length > 0) {
      const outcome = this.#waiting.shift()();
      if (outcome instanceof Promise) this.#await(outcome);
    }
  }

  async #await(outcome) {
    this.#setBusy(true);
    try {
      await outcome;
    } catch (error) {
      this.forget();
      sayError(error);
    }
    this.#setBusy(false);
    this.#next();
  }

  /** The page says so, too: whoever watches it can wait. */
  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    document.documentElement.toggleAttribute("data-busy", isBusy);
  }
}

/** Does in a text field what a key would have done there. */
export function typeInto(field, { key, ctrlKey, metaKey, shiftKey }) {
  const press = { key, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true };
  if (!field.dispatchEvent(new KeyboardEvent("keydown", press)) || ctrlKey || metaKey) return;
  // Obsolete by name only: nothing else types so that undo and listeners know of it.
  if ([...key].length === 1) document.execCommand("insertText", false, key);
  else if (key === "Enter" && field.matches("textarea")) document.execCommand("insertText", false, "\n");
  else if (key === "Backspace") document.execCommand("delete");
}
