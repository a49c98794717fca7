// What a person can do to many pairs at once: accept a stretch or all that is sure, replace words, align again.
//
// How many pairs it concerns, and where texts or pairings change what becomes of them, is shown before anything
// is done. What was shown is done, or refused if somebody changed something meanwhile; one undo takes it back.

import { post } from "../server/api.js";
import { changePreview, textPreview } from "../frame/preview.js";
import { ask, confirm } from "../ground/dialog.js";
import { choice, field, h } from "../ground/dom.js";
import { number, percent, t } from "../ground/i18n.js";
import { say } from "../ground/say.js";

/** Where "accept above" starts (by hand); the person sets it. */
const SURE = 0.95;

export class Many {
  constructor({ store, edits, focus, filters }) {
    Object.assign(this, { store, edits, focus, filters });
  }

  /** Accepts all undecided pairs up to the current one, of those that are shown. */
  async acceptTo() {
    const last = this.store.all.indexOf(this.focus.key);
    const upTo = new Set(this.store.all.slice(0, last + 1));
    const keys = (await this.#undecided()).filter((key) => upTo.has(key));
    await this.#accept(keys, "acceptTo", (count) => t("acceptTo.sure", count));
  }

  /** Accepts all undecided pairs that are shown. */
  async acceptShown() {
    await this.#accept(await this.#undecided(), "acceptShown", (count) => t("acceptShown.sure", count));
  }

  /** Returns the undecided pairs that are shown, and fit what else is asked. */
  async #undecided(more = {}) {
    await this.edits.settled();
    const { filter } = this.store;
    if (filter.status && !filter.status.includes("auto")) return [];
    return (await post("/api/order", { ...filter, ...more, status: ["auto"] })).keys;
  }

  async #accept(keys, name, sure) {
    if (keys.length === 0) return say(t("acceptTo.none"));
    const count = number(keys.length);
    const among = this.store.isFiltered && h("p", {}, t("accept.shown"));
    const answers = [
      [t("cancel"), null, false],
      [t("acceptTo.yes", count), true, true],
    ];
    if (!(await ask(t(`do.${name}`), [h("p", {}, sure(count)), among], answers))) return undefined;
    if (await this.edits.send({ do: "accept_many", keys }, [])) say(t("accept.did", count));
    return undefined;
  }

  /** Accepts what is at least so probable; how many that are is counted as the person chooses. */
  async acceptAbove() {
    const value = String(SURE * 100);
    const least = h("input", { type: "number", min: "50", max: "100", step: "1", value, autofocus: true });
    const clean = h("input", { type: "checkbox", checked: true });
    const count = h("p", { role: "status", class: "counted" });
    let keys = [];
    const recount = async () => {
      keys = await this.#undecided({ least: Number(least.value) / 100, clean: clean.checked });
      count.textContent = t("acceptAbove.count", number(keys.length));
    };
    // One after the other: an answer that comes late must not be the last word.
    let counting = recount();
    await counting;
    const body = [
      h("p", {}, t("acceptAbove.what")),
      this.store.isFiltered && h("p", {}, t("accept.shown")),
      h(
        "div",
        { on: { input: () => (counting = counting.then(recount)) } },
        field(t("acceptAbove.least"), least),
        check(clean, t("acceptAbove.clean")),
      ),
      count,
    ];
    const answers = [
      [t("cancel"), null, false],
      [t("accept"), () => Number(least.value) / 100, true],
    ];
    const chosen = await ask(t("do.acceptAbove"), body, answers);
    if (chosen === null) return undefined;
    await counting;
    if (keys.length === 0) return say(t("acceptTo.none"));
    const change = await this.edits.send({ do: "accept_many", keys }, []);
    if (change) say(t("acceptAbove.did", number(change.touched.length), percent(chosen)));
  }

  /** Replaces what is searched in the pairs that are shown, after a look at what becomes of them. */
  async replace() {
    const { filter } = this.store;
    if (!filter.text) {
      say(t("replace.search"));
      return this.filters.enter();
    }
    const side = choice(
      [
        ["tgt", t("side.tgt")],
        ["src", t("side.src")],
        ["both", t("filter.both")],
      ],
      {},
      filter.side === "src" ? "src" : "tgt",
    );
    const input = h("input", { autofocus: true, spellcheck: "true" });
    const preview = h("div", { class: "preview", role: "status" });
    let shown = null;
    const asked = () => ({ filter, side: side.value, with: input.value });
    const look = async () => {
      shown = await post("/api/replace", { ...asked(), preview: true });
      preview.replaceChildren(...textPreview(shown));
    };
    await look();
    const fields = h("div", { on: { input: look } }, field(t("replace.with"), input), field(t("filter.side"), side));
    const answers = [
      [t("cancel"), null, false],
      [t("replace.yes"), () => ({ ...asked(), seq: shown.seq }), true],
    ];
    const what = h("p", {}, t("replace.what", filter.text));
    const answer = await ask(t("do.replace"), [what, fields, preview], answers, { className: "wide" });
    if (!answer) return undefined;
    const change = await this.edits.post("/api/replace", answer);
    if (change) say(t("replace.did", number(change.touched.length)));
    return undefined;
  }

  async realign() {
    if (!(await confirm(t("do.realign"), t("realign.sure"), t("realign.yes")))) return;
    say(t("realign.busy"));
    if (await this.edits.post("/api/realign", { from: null })) say(t("did.realign"));
  }

  /** Aligns again from the current pair up to the next one that is accepted. */
  realignHere() {
    return this.realignStretch({ from: this.focus.key, to_decided: true });
  }

  /** Aligns a stretch again, after a look at what becomes of it. */
  async realignStretch(stretch) {
    await this.edits.settled();
    say(t("realign.busy"));
    const shown = await post("/api/realign", { ...stretch, preview: true });
    if (shown.n_changes === 0) return say(t("realign.same"));
    const answers = [
      [t("cancel"), null, false],
      [t("realign.yes"), true, true],
    ];
    const body = [h("p", {}, t("realign.preview", number(shown.n_pairs))), changePreview(shown)];
    if (!(await ask(t("do.realignHere"), body, answers, { className: "wide" }))) return undefined;
    if (await this.edits.post("/api/realign", { ...stretch, seq: shown.seq })) say(t("did.realign"));
    return undefined;
  }

  /** Moves all segments of the chosen side one pair further, up to the next pair that is accepted. */
  async shift(side, direction) {
    const change = await this.edits.send({ do: "shift_column", key: this.focus.key, side, direction }, [
      this.focus.key,
    ]);
    if (change) say(t("did.shift_column"));
  }
}

const check = (box, label) => h("label", { class: "check" }, box, label);
