// Edits a side of a pair in place: a text area with one segment a line.
//
// Every keystroke is kept as a draft, so that nothing typed is lost when the focus goes elsewhere, the page
// is reloaded or the server is away. Ctrl+Enter saves, Escape goes back to the text as it was.

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** A line break inside a segment is shown as this, because a line is a segment here. */
const INNER_BREAK = "↵";

const toLines = (segments) => segments.map((segment) => segment.text.replaceAll("\n", INNER_BREAK)).join("\n");

/** Returns the texts of the segments; `had` says whether there were line breaks inside. */
function toSegments(text, had) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return had ? lines.map((line) => line.replaceAll(INNER_BREAK, "\n")) : lines;
}

export class Editor {
  key = null;
  side = null;
  area = null;

  /** `save(key, side, segments, version)` resolves to true when the text is with the server; `left()` redraws. */
  constructor({ drafts, save, left }) {
    Object.assign(this, { drafts, save, left });
  }

  get isOpen() {
    return this.key !== null;
  }

  /** Opens a side of a row, with its draft if there is one. */
  open(row, side, lang) {
    const before = toLines(row[side]);
    const draft = this.drafts.get(row.key, side);
    Object.assign(this, { key: row.key, side, before, version: draft?.version ?? row.version });
    this.hadBreaks = row[side].some((segment) => segment.text.includes("\n"));
    this.area = h("textarea", {
      class: "editor", lang, dir: "auto", spellcheck: "true", rows: "1",
      "aria-label": t(`edit.${side}`), "aria-description": t("edit.how"), value: draft?.text ?? before,
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
  }

  /** Puts the focus into the text area, which must be in the page by now. */
  focus() {
    this.#fit();
    this.area.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  /** Leaves the text area; what was typed stays as a draft. */
  close() {
    const { key } = this;
    this.key = this.side = this.area = null;
    if (key !== null) this.left(key);
  }

  #typed() {
    this.#fit();
    if (this.area.value === this.before) this.drafts.drop(this.key, this.side);
    else this.drafts.set(this.key, this.side, this.area.value, this.version);
  }

  #fit() {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
  }

  #key(event) {
    if (event.key === "Escape") {
      this.drafts.drop(this.key, this.side);
      this.close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.accept();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Saves what was typed; if nothing was changed, only leaves. */
  async accept() {
    const { key, side, area, before, version } = this;
    if (area.value === before) {
      this.drafts.drop(key, side);
      return this.close();
    }
    if (!(await this.save(key, side, toSegments(area.value, this.hadBreaks), version))) return;
    this.drafts.drop(key, side);
    if (this.key === key && this.side === side) this.close();
  }
}
