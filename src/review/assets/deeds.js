// What a person can do to pairs: decide, merge, split, move, accept many, undo.
//
// Each deed sends one edit that names the pairs it rests on, and says in words what was done.

import { post } from "./api.js";
import { ask, confirm } from "./dialog.js";
import { field, h } from "./dom.js";
import { number, percent, t, word } from "./i18n.js";
import { say } from "./say.js";
import { joined } from "./text.js";

/** Where "accept above" starts (by hand); the person sets it. */
const SURE = 0.95;

export class Deeds {
  constructor(app) {
    this.app = app;
  }

  /** Sends an edit of the current pair (and of `others`); says what was done. */
  async #do(edit, others = []) {
    const { key } = this.app;
    if (key === null) return null;
    const change = await this.app.edits.send(edit, [key, ...others]);
    if (change) say(word("did", change.what));
    return change;
  }

  /** Decides on the current pair and goes `onward` pairs further. */
  async decide(status, onward) {
    const { key } = this.app;
    if (key === null) return;
    if (onward) this.app.move(onward);
    const change = await this.app.edits.send({ do: "status", keys: [key], status }, [key]);
    if (change) say(t("decided", this.app.store.row(key)?.id, word("status", status)));
  }

  toggle(what, field_) {
    const row = this.app.row;
    if (row) this.#do({ do: what, key: row.key, on: !row[field_] });
  }

  #neighbor(direction) {
    const { all } = this.app.store;
    return all[all.indexOf(this.app.key) + direction];
  }

  merge(direction) {
    const other = this.#neighbor(direction);
    if (other === undefined) return say(t("merge.none"), true);
    return this.#do({ do: direction > 0 ? "merge" : "merge_back", key: this.app.key }, [other]);
  }

  /** Splits at the caret; without a caret puts one there first. */
  split() {
    const { caret, row, key } = this.app;
    if (!row) return undefined;
    if (!caret.isPlaced) return this.app.placeCaret(t("split.where"));
    const length = joined(row[caret.side]).length;
    if (caret.head <= 0 || caret.head >= length) return say(t("split.edge"), true);
    const edit = { do: "split", key, side: caret.side, at: caret.head };
    caret.lift();
    return this.#do(edit);
  }

  moveSegment(direction) {
    const { side } = this.app.caret;
    const other = this.#neighbor(direction === "down" ? 1 : -1);
    if (other === undefined) return say(t("move.none"), true);
    return this.#do({ do: "move", key: this.app.key, side, direction }, [other]);
  }

  unlink() {
    const { row } = this.app;
    if (row && (row.src.length === 0 || row.tgt.length === 0)) return say(t("unlink.none"), true);
    return this.#do({ do: "unlink", key: this.app.key });
  }

  /** Saves the text of a side as it was typed; true when the server has it. */
  async text(key, side, segments, version) {
    const change = await this.app.edits.send({ do: "text", key, side, segments }, [key], version);
    if (change) say(t("did.text"));
    return change !== null;
  }

  async acceptTo() {
    const { key, store } = this.app;
    const { keys } = await post("/api/order", { status: ["auto"] });
    const last = store.all.indexOf(key);
    const upTo = new Set(store.all.slice(0, last + 1));
    const count = keys.filter((undecided) => upTo.has(undecided)).length;
    if (count === 0) return say(t("acceptTo.none"));
    if (await confirm(t("do.acceptTo"), t("acceptTo.sure", count), t("acceptTo.yes", count))) await this.#do({ do: "accept_to", key });
    return undefined;
  }

  async acceptAbove() {
    const least = h("input", { type: "number", min: "50", max: "100", step: "1", value: String(SURE * 100), autofocus: true });
    const clean = h("input", { type: "checkbox", checked: true });
    const answer = await ask(t("do.acceptAbove"), [
      h("p", {}, t("acceptAbove.what")),
      field(t("acceptAbove.least"), least),
      h("label", { class: "check" }, clean, t("acceptAbove.clean")),
    ], [[t("cancel"), null, false], [t("accept"), () => ({ probability: Number(least.value) / 100, without_findings: clean.checked }), true]]);
    if (!answer) return;
    const change = await this.app.edits.send({ do: "accept_above", ...answer }, []);
    if (change) say(t("acceptAbove.did", number(change.touched.length), percent(answer.probability)));
  }

  async realign() {
    if (!(await confirm(t("do.realign"), t("realign.sure"), t("realign.yes")))) return;
    say(t("realign.busy"));
    if (await this.app.edits.post("/api/realign", { from: null })) say(t("did.realign"));
  }

  async undo() {
    const what = this.app.state.undo;
    if (await this.app.edits.post("/api/undo")) say(t("undone", word("did", what)));
  }

  async redo() {
    const what = this.app.state.redo;
    if (await this.app.edits.post("/api/redo")) say(t("redone", word("did", what)));
  }
}
