// What others wrote for the source of a pair: other translations that stand beside the review, and the review's
// own translation of a like sentence where one is still to be made. One key takes a wording over.
//
// A wording that is taken over is an edit like any other: it can be undone, and the other file stays as it is.

import { post, get } from "../server/api.js";
import { ask } from "../ground/dialog.js";
import { h } from "../ground/dom.js";
import { percent, t } from "../ground/i18n.js";
import { prefer, prefs } from "../ground/prefs.js";
import { say } from "../ground/say.js";
import { difference } from "../texts/difference.js";
import { joined } from "../texts/text.js";

/** Suggestions kept: some screens' worth (by hand). */
const KEPT = 300;

export class Others {
  #suggestions = new Map();

  /** `take(key, text)` makes a text the translation of a pair; `view` draws. */
  constructor({ focus, view, filters, take }) {
    Object.assign(this, { focus, view, filters, take });
  }

  /** Returns what there is for a row: `{name, text, more}`, other translations first. */
  of(row) {
    const suggestion = this.#suggestions.get(row.key);
    const own = suggestion && row.todo ? [{ name: t("memory", percent(suggestion.score)), text: suggestion.tgt }] : [];
    return [...(row.beside ?? []), ...own];
  }

  /** Asks for a suggestion, if the pair is to be translated. */
  async fetch(row) {
    if (!row.todo || this.#suggestions.has(row.key)) return;
    this.#suggestions.set(row.key, null);
    const { offer } = await get(`/api/suggestion?key=${row.key}`).catch(() => ({ offer: null }));
    this.#suggestions.set(row.key, offer);
    if (this.#suggestions.size > KEPT) this.#suggestions.delete(this.#suggestions.keys().next().value);
    if (offer) this.view.redraw([row.key]);
  }

  /** Returns the nodes that show another wording; with differences, against the pair's own. */
  shown(other, row) {
    const own = joined(row.tgt);
    const words = prefs.otherWords && own ? difference(own, other.text) : other.text;
    return h(
      "div",
      { class: "other" },
      h("span", { class: "other-name" }, other.name, other.more && ` ${t("others.more")}`),
      h("span", { class: "other-text" }, words),
    );
  }

  toggleWords() {
    prefer("otherWords", !prefs.otherWords);
    this.view.redraw(this.view.keys());
    say(t(prefs.otherWords ? "others.words" : "others.plain"));
  }

  /** Takes another wording over; asks which, if there are several. */
  async takeOver() {
    const row = await this.focus.fetched();
    const all = row ? this.of(row) : [];
    if (all.length === 0) return say(t("others.none"));
    const text = all.length === 1 ? all[0].text : await this.#which(all, row);
    return text === null ? undefined : this.take(row, text);
  }

  #which(all, row) {
    const answers = all.map((other, i) => [`${i + 1} · ${other.name}`, other.text, i === 0]);
    const body = h("div", { class: "others" }, all.map((other) => this.shown(other, row)));
    const chosen = ask(t("do.takeOther"), body, [[t("cancel"), null, false], ...answers]);
    // A figure answers, so that two keys do.
    const dialog = document.querySelector("dialog[open]");
    dialog?.addEventListener("keydown", (event) => {
      const button = dialog.querySelectorAll(".answers button")[Number(event.key)];
      if (/^[1-9]$/.test(event.key) && button) button.click();
    });
    return chosen;
  }

  /** Asks how the selected words, or those of the search, were rendered elsewhere. */
  concordance(words, side) {
    return post("/api/concordance", { words, side });
  }
}
