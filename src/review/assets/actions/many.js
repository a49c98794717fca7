// What a person can do to many pairs at once: accept a stretch or all that is sure, align again.
//
// How many pairs it concerns is said before anything is done, and one undo takes it back.

import { post } from "../server/api.js";
import { ask, confirm } from "../ground/dialog.js";
import { field, h } from "../ground/dom.js";
import { number, percent, t } from "../ground/i18n.js";
import { say } from "../ground/say.js";

/** Where "accept above" starts (by hand); the person sets it. */
const SURE = 0.95;

export class Many {
  constructor({ store, edits, focus }) {
    Object.assign(this, { store, edits, focus });
  }

  async acceptTo() {
    await this.edits.settled();
    const { store } = this;
    const { key } = this.focus;
    const { keys } = await post("/api/order", { status: ["auto"] });
    const last = store.all.indexOf(key);
    const upTo = new Set(store.all.slice(0, last + 1));
    const count = keys.filter((undecided) => upTo.has(undecided)).length;
    if (count === 0) return say(t("acceptTo.none"));
    const isSure = await confirm(t("do.acceptTo"), t("acceptTo.sure", count), t("acceptTo.yes", count));
    if (isSure && (await this.edits.send({ do: "accept_to", key }, [key]))) say(t("did.accept_to"));
    return undefined;
  }

  async acceptAbove() {
    const least = h("input", {
      type: "number",
      min: "50",
      max: "100",
      step: "1",
      value: String(SURE * 100),
      autofocus: true,
    });
    const clean = h("input", { type: "checkbox", checked: true });
    const answer = await ask(
      t("do.acceptAbove"),
      [
        h("p", {}, t("acceptAbove.what")),
        field(t("acceptAbove.least"), least),
        h("label", { class: "check" }, clean, t("acceptAbove.clean")),
      ],
      [
        [t("cancel"), null, false],
        [t("accept"), () => ({ probability: Number(least.value) / 100, without_findings: clean.checked }), true],
      ],
    );
    if (!answer) return;
    const change = await this.edits.send({ do: "accept_above", ...answer }, []);
    if (change) say(t("acceptAbove.did", number(change.touched.length), percent(answer.probability)));
  }

  async realign() {
    if (!(await confirm(t("do.realign"), t("realign.sure"), t("realign.yes")))) return;
    say(t("realign.busy"));
    if (await this.edits.post("/api/realign", { from: null })) say(t("did.realign"));
  }
}
