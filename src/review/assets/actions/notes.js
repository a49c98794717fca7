// What a person notes on a pair or on a span of it: remarks, MQM marks, dismissals of findings.

import { ask, askText } from "../ground/dialog.js";
import { choice, field, h } from "../ground/dom.js";
import { language, t, told, word } from "../ground/i18n.js";
import { say } from "../ground/say.js";
import { joined } from "../texts/text.js";

export class Notes {
  constructor({ state, edits, focus, caret, placeCaret }) {
    Object.assign(this, { state, edits, focus, caret, placeCaret });
  }

  async #send(edit, key = this.focus.key) {
    const change = await this.edits.send({ key, ...edit }, [key]);
    if (change) say(word("did", change.what));
  }

  /** Returns the selected span as an edit wants it, and its words to show; null without a span. */
  #span() {
    const { row } = this.focus;
    const { span } = this.caret;
    return (
      span && { span, quote: h("blockquote", { dir: "auto" }, joined(row[span.side]).slice(span.start, span.end)) }
    );
  }

  /** Remarks on the selected words, or on the pair; with `to` answers a remark. */
  async remark(to = null) {
    const row = await this.focus.fetched();
    if (!row) return;
    const found = to ? null : this.#span();
    const before = to
      ? h("blockquote", { dir: "auto" }, to.text)
      : found
        ? found.quote
        : h("p", {}, t("remark.pair", row.id));
    const text = await askText(to ? t("remark.answer") : t("do.comment"), {
      label: t("remark.text"),
      isLong: true,
      before,
    });
    if (text)
      await this.#send(
        { do: "remark", text, side: null, start: 0, end: 0, ...found?.span, reply_to: to ? to.id : null },
        row.key,
      );
  }

  resolve = (remark) => this.#send({ do: "resolve", remark: remark.id, on: !remark.resolved });
  removeRemark = (remark) => this.#send({ do: "remove_remark", remark: remark.id });
  unmark = (mark) => this.#send({ do: "unmark", mark: mark.id });
  reopen = (finding) => this.#send({ do: "reopen", fingerprint: finding.fingerprint });

  /** Marks the selected words with an MQM category and a severity. */
  async mark() {
    const found = this.#span();
    if (!found) return this.placeCaret(t("mark.where"));
    const { mqm, severities } = this.state;
    const category = choice(
      mqm.map((entry) => [entry.category, entry.name[language]]),
      { autofocus: true },
    );
    const severity = choice(
      severities.map((entry) => [entry.severity, `${word("severity", entry.severity)} (${entry.points})`]),
      {},
      severities[1]?.severity,
    );
    const note = h("input", { spellcheck: "true" });
    const answer = await ask(
      t("do.mark"),
      [
        found.quote,
        field(t("mark.category"), category),
        field(t("mark.severity"), severity),
        field(t("mark.note"), note),
      ],
      [
        [t("cancel"), null, false],
        [
          t("mark.yes"),
          () => ({ category: category.value, severity: severity.value, note: note.value.trim() }),
          true,
        ],
      ],
    );
    if (!answer) return undefined;
    this.caret.lift();
    return this.#send({ do: "mark", ...found.span, ...answer });
  }

  /** Dismisses a finding with a reason; without one named, asks which of those open. */
  async dismiss(finding = undefined) {
    const open = this.focus.row?.findings.filter((entry) => entry.dismissed === null) ?? [];
    if (open.length === 0) return say(t("dismiss.none"));
    const which = choice(
      open.map((entry, i) => [i, told(entry, "message")]),
      {},
      Math.max(0, open.indexOf(finding)),
    );
    const reason = h("input", { autofocus: true, list: "reasons", spellcheck: "true" });
    const usual = h(
      "datalist",
      { id: "reasons" },
      t("dismiss.reasons").map((text) => h("option", { value: text })),
    );
    const answer = await ask(
      t("do.dismiss"),
      [field(t("dismiss.which"), which), field(t("dismiss.reason"), reason), usual],
      [
        [t("cancel"), null, false],
        [
          t("dismiss.yes"),
          () =>
            reason.value.trim() ? { finding: open[Number(which.value)], reason: reason.value.trim() } : undefined,
          true,
        ],
      ],
    );
    if (!answer) return undefined;
    return this.#send({
      do: "dismiss",
      check: answer.finding.check,
      fingerprint: answer.finding.fingerprint,
      reason: answer.reason,
    });
  }
}
