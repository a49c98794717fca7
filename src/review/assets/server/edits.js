// Sends edits one after another, and lets the person decide when somebody else was faster.
//
// An edit goes out when the one before it has been answered, so that a quick hand (Enter, Enter, Enter) never
// runs into its own versions. Nothing is queued in silence: without a server each edit fails, and says so.

import { post } from "./api.js";
import { askConflict } from "../frame/conflict.js";
import { sayError } from "../ground/say.js";

export class Edits {
  #last = Promise.resolve();

  /** `done(change)` is called with each change of ours. */
  constructor({ store, done }) {
    Object.assign(this, { store, done });
  }

  /** Sends an edit that rests on these pairs as they are shown; resolves to the change or null. */
  send(edit, keys, version = undefined) {
    return this.#next(() => this.#edit(edit, keys, version));
  }

  /** Posts something else that answers with a change (undo, redo, realign). */
  post(path, body = {}) {
    return this.#next(async () => this.#took(await post(path, body)));
  }

  /** Resolves when the edits sent so far have been answered. */
  settled() {
    return this.#last.then(() => undefined);
  }

  #next(step) {
    const result = this.#last.then(step).catch((error) => {
      sayError(error);
      return null;
    });
    this.#last = result;
    return result;
  }

  async #edit(edit, keys, version) {
    const rows = await Promise.all(keys.map((key) => this.store.fetch(key)));
    const expects = rows.filter(Boolean).map((row) => [row.key, version ?? row.version]);
    try {
      return this.#took(await post("/api/edit", { edit, expects }));
    } catch (error) {
      if (error.status !== 409 || !error.body.rows) throw error;
      const mine = rows[0];
      this.store.keep(error.body.rows);
      return (await askConflict(error, edit, mine))
        ? this.#edit(
            edit,
            keys.filter((key) => this.store.row(key)),
          )
        : null;
    }
  }

  #took(change) {
    this.done(change);
    return change;
  }
}
