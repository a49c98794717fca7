// What a person can do to pairs one by one: decide, edit, merge, split, move, undo.
//
// Each action sends one edit that names the pairs it rests on, and says in words what was done. An action that
// returns a promise changes which pairs there are, or what the next key would see: keys wait for it (turns.js).

import { t, word } from "../ground/i18n.js";
import { say } from "../ground/say.js";
import { joined } from "../texts/text.js";
import { toSegments } from "../texts/segments.js";

export class Actions {
  constructor({ state, store, edits, drafts, focus, caret, placeCaret }) {
    Object.assign(this, { state, store, edits, drafts, focus, caret, placeCaret });
  }

  /** Sends an edit of the current pair (and of `others`); says what was done. */
  async #do(edit, others = []) {
    const { key } = this.focus;
    if (key === null) return null;
    const change = await this.edits.send(edit, [key, ...others]);
    if (change) say(word("did", change.what));
    return change;
  }

  /** Decides on the current pair and goes `onward` pairs further. Accepting saves the pair's drafts first. */
  decide(status, onward) {
    const { key } = this.focus;
    if (key === null) return undefined;
    const drafts = status === "accepted" ? this.drafts.of(key) : [];
    if (onward) this.focus.move(onward);
    const decided = this.#decideAfter(drafts, key, status);
    return drafts.length > 0 ? decided : undefined;
  }

  async #decideAfter(drafts, key, status) {
    for (const { side, text, version } of drafts) {
      const row = await this.store.fetch(key);
      if (!(await this.text({ key, side, segments: toSegments(text, row[side]), version }))) return;
    }
    const change = await this.edits.send({ do: "status", keys: [key], status }, [key]);
    if (change) say(t("decided", this.store.row(key)?.id, word("status", status)));
  }

  /** Saves the text of a side as it was typed; true when the server has it. */
  async text({ key, side, segments, version }) {
    await this.drafts.settle();
    const change = await this.edits.send({ do: "text", key, side, segments }, [key], version);
    if (!change) return false;
    this.drafts.saved(key, side);
    say(t("did.text"));
    return true;
  }

  /** Sets or takes away a flag or a bookmark: what is so after the edits under way counts. */
  async toggle(what, name) {
    await this.edits.settled();
    const row = await this.focus.fetched();
    if (row) await this.#do({ do: what, key: row.key, on: !row[name] });
  }

  merge(direction) {
    const other = this.focus.neighbor(direction);
    if (other === undefined) return say(t("merge.none"), true);
    return this.#do({ do: direction > 0 ? "merge" : "merge_back", key: this.focus.key }, [other]);
  }

  /** Splits at the caret; without a caret puts one there first. */
  async split() {
    await this.edits.settled();
    const row = await this.focus.fetched();
    const { caret } = this;
    if (!row) return undefined;
    if (!caret.isPlaced) return this.placeCaret(t("split.where"));
    const length = joined(row[caret.side]).length;
    if (caret.head <= 0 || caret.head >= length) return say(t("split.edge"), true);
    const edit = { do: "split", key: row.key, side: caret.side, at: caret.head };
    caret.lift();
    return this.#do(edit);
  }

  moveSegment(direction) {
    const { side } = this.caret;
    const other = this.focus.neighbor(direction === "down" ? 1 : -1);
    if (other === undefined) return say(t("move.none"), true);
    return this.#do({ do: "move", key: this.focus.key, side, direction }, [other]);
  }

  async unlink() {
    await this.edits.settled();
    const row = await this.focus.fetched();
    if (row && (row.src.length === 0 || row.tgt.length === 0)) return say(t("unlink.none"), true);
    return this.#do({ do: "unlink", key: this.focus.key });
  }

  undo = () => this.#again("undo", "undone");
  redo = () => this.#again("redo", "redone");

  async #again(name, said) {
    await this.edits.settled();
    const what = this.state[name];
    if (await this.edits.post(`/api/${name}`)) say(t(said, word("did", what)));
  }
}
