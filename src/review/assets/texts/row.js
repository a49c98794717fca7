// Draws one pair: a margin with its sign and id, the source, the spine, the translation, and what is noted.
//
// The spine between the two pages shows quietly how probable the pairing is; signs carry what colors say.

import { button, h } from "../ground/dom.js";
import { evidenceSpans } from "../server/evidence.js";
import { percent, t, told, word } from "../ground/i18n.js";
import { direction, joined, paint } from "./text.js";

/** A sign for each status: the shape says it, not only the color. */
export const SIGNS = { todo: "◌", auto: "○", accepted: "✓", edited: "✎", rejected: "✕" };

/**
 * Fills `element` with a pair. `look` says how: `place` among those shown, `isCurrent`, `evidence`, `caret`
 * (of this pair or null), `found` (finds in a text what was searched, or null), `draft` (true if unsaved text
 * waits), `others` (what others wrote, as nodes), `picked` (what is to be attached elsewhere, or null), `isMoved`
 * (something has just come or gone here), `people` (who is here), `editing` (the side whose editor is `editor`),
 * `langs`, and `act(name, key)` for what can be clicked.
 */
export function drawPair(element, row, look) {
  element.className = [
    "pair",
    row.status,
    row.kind,
    row.starts_paragraph && "paragraph",
    look.isCurrent && "current",
    row.flagged && "flagged",
    row.todo && "todo",
    look.isMoved && "moved",
  ]
    .filter(Boolean)
    .join(" ");
  element.tabIndex = look.isCurrent ? 0 : -1;
  set(element, {
    role: "row",
    "aria-rowindex": look.place + 2,
    "aria-selected": look.isCurrent,
    "data-key": row.key,
  });
  element.replaceChildren(margin(row), side(row, "src", look), spine(row), side(row, "tgt", look), notes(row, look));
  const beside = { class: "beside", role: "gridcell", lang: look.langs.tgt, dir: "auto" };
  if (look.others.length > 0) element.append(h("div", beside, look.others));
}

/** Fills `element` with the place of a pair that has not come yet. */
export function drawEmpty(element, key, look) {
  element.className = look.isCurrent ? "pair empty current" : "pair empty";
  element.tabIndex = look.isCurrent ? 0 : -1;
  set(element, { role: "row", "aria-rowindex": look.place + 2, "data-key": key });
  element.replaceChildren(h("span", { role: "gridcell", class: "side" }, "…"));
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Returns what a screen reader says of a pair before its texts. */
function describe(row) {
  const open = row.findings.filter((finding) => finding.dismissed === null).length;
  return [
    row.id,
    row.bead,
    word("status", row.todo ? "todo" : row.status),
    row.bulk && t("bulk"),
    row.was_edited && t("wasEdited"),
    row.score !== null && t("probability", percent(row.score)),
    open > 0 && t("findings", open),
    row.remarks.length > 0 && t("remarks", row.remarks.length),
    row.flagged && t("flagged"),
    row.bookmarked && t("bookmarked"),
  ]
    .filter(Boolean)
    .join(", ");
}

function margin(row) {
  return h(
    "div",
    { class: "margin", role: "rowheader" },
    h("span", { class: "unheard" }, describe(row)),
    h(
      "span",
      { class: row.bulk ? "sign bulk" : "sign", "aria-hidden": "true", title: signTitle(row) },
      SIGNS[row.todo ? "todo" : row.status],
      row.was_edited && row.status !== "edited" && h("sup", {}, SIGNS.edited),
    ),
    h("span", { class: "id", "aria-hidden": "true" }, row.id),
  );
}

const signTitle = (row) =>
  [
    word("status", row.todo ? "todo" : row.status),
    row.was_edited && t("wasEdited"),
    row.bulk && t("bulk"),
    row.reviewer,
  ]
    .filter(Boolean)
    .join(" · ");

function side(row, name, look) {
  const cell = h("div", {
    class: `side ${name}`,
    role: "gridcell",
    "data-side": name,
    lang: look.langs[name],
    dir: direction(joined(row[name])),
  });
  if (look.editing === name) cell.append(look.editor);
  else if (row[name].length === 0) cell.append(h("span", { class: "nothing" }, t(`nothing.${name}`)));
  else cell.append(...paint(row[name], spans(row, name, look), look.caret?.side === name ? look.caret.head : null));
  if (look.caret && look.caret.side === name) cell.classList.add("active");
  if (look.picked?.side === name) cell.classList.add("picked");
  return cell;
}

function spans(row, name, look) {
  const selected = look.caret?.span;
  return [
    ...row.findings.flatMap((finding, i) => findingSpans(finding, i, name)),
    ...row.marks
      .filter((mark) => mark.side === name)
      .map((mark) => ({
        start: mark.start,
        end: mark.end,
        class: `mqm ${mark.severity}`,
        tokens: `q${mark.id}`,
        title: `MQM · ${word("severity", mark.severity)}`,
      })),
    ...row.remarks
      .filter((remark) => remark.side === name && !remark.resolved)
      .map((remark) => ({ start: remark.start, end: remark.end, class: "remarked", tokens: `r${remark.id}` })),
    ...(look.evidence ? evidenceSpans(look.evidence, name) : []),
    ...foundSpans(joined(row[name]), look.found),
    ...(selected?.side === name ? [{ ...selected, class: "selected" }] : []),
  ];
}

/** Returns the spans that the search found. */
const foundSpans = (text, found) =>
  found ? found(text).map(([start, end]) => ({ start, end, class: "found" })) : [];

function findingSpans(finding, i, name) {
  if (finding.dismissed !== null) return [];
  const own = finding.side === name ? [[finding.start, finding.end]] : [];
  const other = finding.side !== name && finding.counterpart ? [finding.counterpart] : [];
  return [...own, ...other].map(([start, end]) => ({
    start,
    end,
    class: `finding ${finding.severity}`,
    tokens: `f${i}`,
    title: told(finding, "message"),
  }));
}

function spine(row) {
  const title = row.score === null ? t("probability.none") : t("probability", percent(row.score));
  const bar = h("span", { class: `bar ${trust(row.score)}`, title });
  const shape = row.bead === "1:1" ? null : h("span", { class: "bead" }, row.bead);
  return h(
    "div",
    { class: "spine", role: "gridcell" },
    bar,
    shape,
    h("span", { class: "number" }, row.score === null ? "" : percent(row.score)),
  );
}

/** Returns how far a probability can be trusted, in three steps; the number is in the details. */
export function trust(score) {
  if (score === null) return "unknown";
  return score >= trust.surely ? "sure" : score >= trust.doubtful ? "likely" : "doubtful";
}
/** Below `doubtful` a pair is doubtful (the server's bound); above `surely` nobody need look (by hand). */
trust.doubtful = 0.8;
trust.surely = 0.95;

function notes(row, look) {
  const open = row.findings.filter((finding) => finding.dismissed === null);
  const worst = ["error", "warning", "info"].find((severity) =>
    open.some((finding) => finding.severity === severity),
  );
  const remarks = row.remarks.filter((remark) => !remark.resolved).length;
  return h(
    "div",
    { class: "notes", role: "gridcell" },
    worst && h("span", { class: `count ${worst}`, title: t("findings", open.length) }, `! ${open.length}`),
    remarks > 0 && h("span", { class: "count", title: t("remarks", remarks) }, `❝ ${remarks}`),
    row.marks.length > 0 &&
      h("span", { class: "count", title: t("marks", row.marks.length) }, `§ ${row.marks.length}`),
    row.flagged && h("span", { class: "count flag", title: t("flagged") }, "⚑"),
    row.bookmarked && h("span", { class: "count", title: t("bookmarked") }, "★"),
    look.draft &&
      button("✎…", () => look.act("editDraft", row.key), { class: "count draft", title: t("draft"), tabindex: "-1" }),
    look.people.map((who) => h("span", { class: "person", title: t("isHere", who) }, who)),
  );
}
