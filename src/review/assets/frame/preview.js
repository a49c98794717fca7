// Shows what would become of pairs before it is done.

import { difference } from "../texts/difference.js";
import { h } from "../ground/dom.js";
import { number, t } from "../ground/i18n.js";
import { shownChange } from "./history.js";

/** Returns what replacing would do: the texts before and after, word by word. */
export function textPreview({ n_texts: count, texts }) {
  const line = ({ id, before, after }) =>
    h("li", {}, h("b", {}, h("bdi", {}, id)), h("p", { dir: "auto" }, difference(before, after)));
  return [h("p", {}, t("replace.count", number(count))), list(texts.map(line)), more(count - texts.length)];
}

/** Returns what a realignment would do: the pairs that go, and those that take their place. */
export function changePreview({ n_changes: count, changes }) {
  const pairs = (rows) => rows.map((row) => h("p", { dir: "auto" }, facing(row)));
  const line = (change) =>
    Array.isArray(change.before)
      ? h("li", {}, h("del", {}, pairs(change.before)), h("ins", {}, pairs(change.after)))
      : h("li", {}, shownChange(change));
  return [list(changes.map(line)), more(count - changes.length)];
}

const list = (lines) => h("div", { class: "differences", tabindex: "0" }, h("ul", {}, lines));
const more = (count) => (count > 0 ? h("p", {}, t("andMore", number(count))) : "");

/** Returns a pair as a line: its segments, and what faces them. */
function facing(row) {
  const side = (name) => row[name].map((segment) => segment.text).join(" ") || t(`nothing.${name}`);
  return `${side("src")} = ${side("tgt")}`;
}
