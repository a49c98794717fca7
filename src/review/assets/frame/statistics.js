// Shows what each reviewer did, the MQM scorecard, and the log of all changes.

import { get } from "../server/api.js";
import { ask } from "../ground/dialog.js";
import { button, h } from "../ground/dom.js";
import { language, moment, number, t, word } from "../ground/i18n.js";

const MINUTE = 60;
/** The server sends so many changes at once. */
const PAGE = 100;
const close = () => [[t("close"), true, true]];

export async function showStatistics(state) {
  const { reviewers, mqm } = await get("/api/statistics");
  await ask(t("do.statistics"), [reviewersTable(reviewers), scorecard(mqm, state)], close(), {
    className: "wide statistics",
  });
}

/** Returns a table: `columns` are the names in the dictionaries, `rows` lists of cells. */
function table(caption, columns, rows) {
  const head = columns.map((name) => h("th", { scope: "col" }, t(name)));
  const line = ([first, ...cells]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("bdi", {}, first)),
      cells.map((cell) => h("td", {}, cell)),
    );
  return h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows.map(line)));
}

function reviewersTable(reviewers) {
  const columns = [
    "stat.who",
    "stat.accepted",
    "stat.edited",
    "stat.rejected",
    "stat.bulk",
    "stat.remarks",
    "stat.marks",
    "stat.words",
    "stat.minutes",
    "stat.speed",
  ];
  const row = (each) => [
    each.who,
    ...["accepted", "edited", "rejected", "bulk", "remarks", "marks", "words"].map((name) => number(each[name])),
    number(Math.round(each.seconds / MINUTE)),
    each.seconds >= MINUTE ? number(Math.round((each.words * 3600) / each.seconds)) : "–",
  ];
  return table(t("stat.reviewers"), columns, reviewers.map(row));
}

function scorecard(mqm, state) {
  const severities = state.severities.map(({ severity }) => severity);
  const name = (category) => state.mqm.find((entry) => entry.category === category)?.name[language] ?? category;
  const columns = ["stat.category", ...severities.map((severity) => `severity.${severity}`), "stat.points"];
  const rows = mqm.by_category.map((each) => [
    name(each.category),
    ...severities.map((severity) => number(each[severity] ?? 0)),
    number(each.points),
  ]);
  const said = ({ per_1000: per, points, words }) => [
    number(Math.round(per * 100) / 100),
    number(points),
    number(words),
  ];
  const caption = t("stat.mqm", ...said(mqm));
  // While the review is under way, marks per word of the whole would flatter the translation.
  const { decided } = mqm;
  const soFar =
    decided.words < mqm.words &&
    h("p", { class: "so-far" }, decided.words > 0 ? t("stat.mqmDecided", ...said(decided)) : t("stat.mqmNone"));
  return [rows.length > 0 ? table(caption, columns, rows) : h("p", { class: "mqm" }, caption), soFar];
}

export async function showLog({ store, focus }) {
  const list = h("ol", { class: "log" });
  const more = button(t("log.more"), () => add());
  let before = Number.MAX_SAFE_INTEGER;
  async function add() {
    const { entries } = await get(`/api/log?before=${before}`);
    const names = new Map(entries.map(({ seq, what }) => [seq, what]));
    list.append(
      ...entries.map((entry) => logEntry(entry, names.get(entry.undoes ?? entry.redoes), { store, focus })),
    );
    if (entries.length > 0) before = entries.at(-1).seq;
    more.hidden = entries.length < PAGE;
  }
  await add();
  await ask(t("do.log"), [list, more], close(), { className: "wide" });
}

/** Returns an entry of the log; `undone` is the name of what it undid or did again, if that is known. */
function logEntry({ at, who, what, changes, n_changes: count }, undone, { store, focus }) {
  const keys = changes.map((change) => change.key ?? change.after[0]?.key).filter((key) => store.all.includes(key));
  const go = (key) => () => {
    document.querySelector("dialog[open]").close();
    focus.go(key);
  };
  const here = keys.length > 0 && button(t("pair", number(store.all.indexOf(keys[0]) + 1)), go(keys[0]));
  return h(
    "li",
    {},
    h("b", {}, h("bdi", {}, who)),
    ` ${word("did", what)}${undone ? t("log.of", word("did", undone)) : ""} · ${moment(at)} `,
    here,
    count > 1 && ` ${t("andMore", number(count - 1))}`,
  );
}
