// The panel beside the texts: all that is known of the current pair, and what can be done about it.

import { get } from "../server/api.js";
import { command } from "../actions/commands.js";
import { button, h } from "../ground/dom.js";
import { light } from "../server/evidence.js";
import { shownChange } from "./history.js";
import { moment, percent, t, told, word } from "../ground/i18n.js";
import { keysOf } from "../actions/keys.js";
import { showKey } from "./keysdialog.js";
import { prefer, prefs } from "../ground/prefs.js";
import { SIGNS, trust } from "../texts/row.js";
import { sayError } from "../ground/say.js";
import { joined } from "../texts/text.js";

export class Details {
  /** Whether the rarer actions are unfolded. */
  isMore = false;

  /** `run(command)` does a command. */
  constructor({ panel, state, focus, view, notes, evidence, run }) {
    Object.assign(this, { panel, state, focus, view, notes, evidence, run });
    panel.setAttribute("aria-label", t("details"));
    panel.addEventListener("mouseover", (event) => this.#point(event.target));
    panel.addEventListener("focusin", (event) => this.#point(event.target));
    panel.addEventListener("mouseleave", () => this.#point(null));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") focus.grab();
    });
    this.#obey();
  }

  toggle() {
    prefer("hideDetails", !prefs.hideDetails);
    this.#obey();
    this.draw();
  }

  /** Moves the focus into the panel, showing it first. */
  enter() {
    if (prefs.hideDetails) this.toggle();
    (this.panel.querySelector("button, summary") ?? this.panel).focus();
  }

  #obey() {
    document.body.classList.toggle("no-details", Boolean(prefs.hideDetails));
  }

  /** Lights up in the texts what an entry of the panel speaks of. */
  #point(target) {
    const element = this.view.element(this.focus.key);
    if (element) light(element, target?.closest("[data-tokens]") ?? null);
  }

  /** Draws the current pair, keeping the focus on the button that had it. */
  draw() {
    const { row } = this.focus;
    if (prefs.hideDetails) return;
    const inside = this.panel.contains(document.activeElement);
    const focused = inside ? document.activeElement.dataset.name : undefined;
    this.panel.replaceChildren(
      ...(row
        ? [
            head(row),
            ...actions(this),
            findings(row, this),
            remarks(row, this),
            marks(row, this),
            evidence(row, this),
            carried(row),
            history(row),
          ]
        : []
      ).filter(Boolean),
    );
    if (inside) (this.panel.querySelector(`[data-name="${focused}"]`) ?? this.panel).focus();
  }
}

function head(row) {
  const by = row.reviewer ? t("by", row.reviewer, moment(row.updated)) : "";
  return h(
    "header",
    {},
    h("h2", {}, row.id, " ", h("span", { class: "kind" }, [word("kind", row.kind), row.bead].join(" · "))),
    h(
      "p",
      { class: `state ${row.status}` },
      h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[row.status]),
      " ",
      word("status", row.status),
      row.was_edited && row.status !== "edited" && ` (${t("wasEdited")})`,
      row.bulk && ` (${t("bulk")})`,
      by && h("span", { class: "by" }, ` ${by}`),
    ),
    h(
      "p",
      { class: "probability" },
      h("span", { class: `bar ${trust(row.score)}` }),
      row.score === null ? t("probability.none") : t("probability", percent(row.score)),
    ),
  );
}

/** Returns a button for a command, with its key. */
function actionButton(panel, id) {
  const entry = command(id);
  return button([t(`do.${id}`), h("kbd", {}, showKey(keysOf(entry)[0] ?? ""))], () => panel.run(entry), {
    data: { name: id },
  });
}

const USUAL = ["accept", "reject", "editTarget", "comment", "flag", "merge", "split"];
const RARER = ["undecide", "editSource", "mergeBack", "moveDown", "moveUp", "unlink", "bookmark", "mark"];

/** Returns what can be done with the pair: the rarer things are folded. */
function actions(panel) {
  const buttons = (ids) =>
    h(
      "div",
      { class: "actions" },
      ids.map((id) => actionButton(panel, id)),
    );
  const more = h(
    "details",
    { class: "more", open: panel.isMore, on: { toggle: () => (panel.isMore = more.open) } },
    h("summary", { data: { name: "more" } }, t("more")),
    buttons(RARER),
  );
  return [buttons(USUAL), more];
}

const section = (title, ...content) => h("section", {}, h("h3", {}, title), content);

function findings(row, panel) {
  if (row.findings.length === 0) return null;
  return section(
    t("findings", row.findings.filter((finding) => finding.dismissed === null).length),
    h(
      "ul",
      { class: "findings" },
      row.findings.map((finding, i) => findingEntry(finding, i, panel)),
    ),
  );
}

function findingEntry(finding, i, panel) {
  const isOpen = finding.dismissed === null;
  return h(
    "li",
    { class: isOpen ? finding.severity : "closed", "data-tokens": `f${i}` },
    h(
      "p",
      {},
      h("b", {}, word("severity", finding.severity)),
      " ",
      h("span", { class: "check-name" }, finding.check),
    ),
    h("p", { dir: "auto" }, told(finding, "message")),
    finding.compares && panel.state.checking && h("p", { class: "again" }, t("finding.again")),
    finding.suggestion && h("p", { class: "suggestion" }, "→ ", h("bdi", {}, finding.suggestion)),
    !isOpen && h("p", {}, t("dismissed", finding.dismissed)),
    isOpen
      ? button(t("do.dismiss"), () => panel.notes.dismiss(finding), {
          data: { name: `dismiss${i}`, tokens: `f${i}` },
        })
      : button(t("reopen"), () => panel.notes.reopen(finding), { data: { name: `dismiss${i}` } }),
  );
}

/** Returns the words that a remark or a mark was about, and says so if the text has them no more. */
function quoted({ quote, start, end }) {
  return h("blockquote", { dir: "auto" }, quote, start === end && h("small", {}, ` ${t("quote.gone")}`));
}

function remarks(row, panel) {
  if (row.remarks.length === 0) return null;
  const threads = row.remarks.filter((remark) => remark.reply_to === null);
  const entry = (remark) =>
    h(
      "li",
      { class: remark.resolved ? "closed" : null, "data-tokens": `r${remark.id}` },
      h("p", { class: "who" }, h("b", {}, h("bdi", {}, remark.who)), " ", moment(remark.at)),
      remark.quote && quoted(remark),
      h("p", { class: "said", dir: "auto" }, remark.text),
      h(
        "div",
        { class: "actions" },
        button(t("remark.answer"), () => panel.notes.remark(remark), { data: { name: `answer${remark.id}` } }),
        remark.reply_to === null &&
          button(t(remark.resolved ? "remark.reopen" : "remark.resolve"), () => panel.notes.resolve(remark), {
            data: { name: `resolve${remark.id}` },
          }),
        button(t("remove"), () => panel.notes.removeRemark(remark), { data: { name: `remove${remark.id}` } }),
      ),
      answers(remark),
    );
  const answers = (remark) => {
    const below = row.remarks.filter((answer) => answer.reply_to === remark.id);
    return below.length > 0 && h("ul", {}, below.map(entry));
  };
  return section(t("remarks", row.remarks.length), h("ul", { class: "thread" }, threads.map(entry)));
}

function marks(row, panel) {
  if (row.marks.length === 0) return null;
  const name = (mark) =>
    panel.state.mqm.find((entry) => entry.category === mark.category)?.name[document.documentElement.lang] ??
    mark.category;
  return section(
    t("marks", row.marks.length),
    h(
      "ul",
      { class: "marks" },
      row.marks.map((mark) =>
        h(
          "li",
          { class: mark.severity, "data-tokens": `q${mark.id}` },
          h("p", {}, h("b", {}, name(mark)), " · ", word("severity", mark.severity), " · ", h("bdi", {}, mark.who)),
          quoted(mark),
          mark.note && h("p", { dir: "auto" }, mark.note),
          button(t("remove"), () => panel.notes.unmark(mark), { data: { name: `unmark${mark.id}` } }),
        ),
      ),
    ),
  );
}

function evidence(row, panel) {
  const found = panel.evidence.of(row);
  if (!found) return null;
  const cut = (side, place) => (place ? joined(row[side]).slice(...place) : "—");
  const linked = [
    ...found.values.map((value, i) => [value, `n${i}`, value.agrees]),
    ...found.names.map((name, i) => [name, `m${i}`, true]),
  ];
  return section(
    t("evidence"),
    h(
      "p",
      {},
      t("evidence.words", found.words.length),
      found.alone.src.length + found.alone.tgt.length > 0 &&
        ` ${t("evidence.alone", found.alone.src.length, found.alone.tgt.length)}`,
    ),
    linked.length > 0 &&
      h(
        "table",
        {},
        linked.map(([item, token, agrees]) =>
          h(
            "tr",
            { class: agrees ? null : "differs", "data-tokens": token },
            h("td", { dir: "auto" }, cut("src", item.src)),
            h("td", {}, h("span", { "aria-label": t(agrees ? "agrees" : "differs") }, agrees ? "=" : "≠")),
            h("td", { dir: "auto" }, cut("tgt", item.tgt)),
          ),
        ),
      ),
    found.runner_up &&
      h(
        "p",
        { class: "runner-up" },
        t("evidence.runnerUp", found.runner_up.bead, percent(found.runner_up.probability)),
        " ",
        h("bdi", {}, found.runner_up.text),
      ),
  );
}

function carried(row) {
  if (row.carried.length === 0) return null;
  return section(
    t("carried"),
    h(
      "dl",
      {},
      row.carried.map(([name, value]) => [h("dt", {}, name), h("dd", { dir: "auto" }, value)]),
    ),
  );
}

/** Returns the history, which is fetched when it is opened. */
function history(row) {
  const list = h("ol", {});
  const details = h(
    "details",
    { on: { toggle: () => details.open && fill(list, row.key) } },
    h("summary", { data: { name: "history" } }, t("history")),
    list,
  );
  return details;
}

async function fill(list, key) {
  try {
    const { entries } = await get(`/api/history?key=${key}`);
    list.replaceChildren(
      ...(entries.length > 0 ? entries.map((entry) => historyEntry(entry, key)) : [h("li", {}, t("history.none"))]),
    );
  } catch (error) {
    sayError(error);
  }
}

function historyEntry({ at, who, what, changes }, key) {
  const own = changes.filter((change) => change.key === undefined || change.key === key);
  return h(
    "li",
    {},
    h("p", { class: "who" }, h("b", {}, h("bdi", {}, who)), ` ${word("did", what)} · ${moment(at)}`),
    own.map(shownChange),
  );
}
