// Goes to pairs that are not beside the current one: the next of a kind, or one by its name.

import { post } from "../server/api.js";
import { askText } from "../ground/dialog.js";
import { t } from "../ground/i18n.js";
import { say, sayError } from "../ground/say.js";

export class Seeking {
  constructor({ edits, focus, store, filters }) {
    Object.assign(this, { edits, focus, store, filters });
  }

  /** Goes to the next pair of a kind: among those shown if there is one, else out of the filter. */
  async next(what, direction) {
    await this.edits.settled();
    const { store } = this;
    const from = this.focus.key;
    const ask = (filter) => post("/api/next", { from, direction, what, filter });
    try {
      const shown = store.isFiltered ? (await ask(store.filter)).key : null;
      const key = shown ?? (await ask({})).key;
      if (key === null) return say(t(`seek.none.${what}`));
      await this.#reveal(key);
    } catch (error) {
      sayError(error);
    }
    return undefined;
  }

  /** Asks for the id, or the number, of a pair and goes there. */
  async goTo() {
    const name = await askText(t("do.goTo"), { label: t("goTo.label") });
    if (!name) return;
    const { all } = this.store;
    const byNumber = /^\d+$/.test(name) ? all[Number(name) - 1] : undefined;
    const key = byNumber ?? (await this.#keyOfId(name));
    if (key === undefined) return say(t("goTo.none", name), true);
    await this.#reveal(key);
  }

  /** Goes to a pair, out of the filter if it must be. */
  async #reveal(key) {
    if (this.store.place(key) === undefined) await this.filters.clear();
    this.focus.go(key);
  }

  async #keyOfId(id) {
    const { keys } = await post("/api/order", { id });
    return keys.length < this.store.all.length ? keys[0] : undefined;
  }
}
