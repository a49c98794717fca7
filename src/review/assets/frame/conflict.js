// Shows a pair that somebody else changed while we were at it, theirs and ours, and lets the person choose.

import { ask } from "../ground/dialog.js";
import { difference } from "../texts/difference.js";
import { h } from "../ground/dom.js";
import { moment, t, word } from "../ground/i18n.js";
import { joined } from "../texts/text.js";

/** Resolves to true if our edit is to be done all the same. `mine` is the row that we saw. */
export async function askConflict(error, edit, mine) {
  const theirs = error.body.rows[0];
  const body = theirs
    ? [h("p", {}, when(theirs)), sides(mine, theirs), ours(edit, theirs)]
    : h("p", {}, t("conflict.gone"));
  const answers = theirs
    ? [
        [t("conflict.mine"), true, false],
        [t("conflict.theirs"), false, true],
      ]
    : [[t("close"), false, true]];
  return (await ask(error.message, body, answers, { className: "wide conflict" })) === true;
}

const when = (row) => t("conflict.when", row.reviewer, moment(row.updated), word("status", row.status));

/** Returns the pair as it is, and what differs from what we saw. */
function sides(mine, theirs) {
  const changed = (side) => difference(joined(mine?.[side] ?? []), joined(theirs[side]));
  return h(
    "dl",
    {},
    h("dt", {}, t("conflict.now")),
    ["src", "tgt"].map((side) => h("dd", { dir: "auto" }, changed(side))),
  );
}

function ours(edit, theirs) {
  const said =
    edit.do === "text"
      ? difference(joined(theirs[edit.side]), edit.segments.join(" "))
      : edit.do === "status"
        ? word("status", edit.status)
        : word("did", edit.do);
  return h("dl", {}, h("dt", {}, t("conflict.yours")), h("dd", { dir: "auto" }, said));
}
