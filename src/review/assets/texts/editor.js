// Edits a side of a pair in place: a text area with one segment a line, and buttons to save or leave it.
//
// Every keystroke is kept as a draft, so that nothing typed is lost when the focus goes elsewhere, the page is
// closed or the server is away. Ctrl+Enter saves and goes on; Escape goes back to the text as it was, and what
// was typed can be brought back the next time.

import { button, h } from "../ground/dom.js";
import { t } from "../ground/i18n.js";
import { say } from "../ground/say.js";
import { toLines, toSegments } from "./segments.js";

export class Editor {
  key = null;
  side = null;
  area = null;
  /** What stands in the page: the text area with its buttons. */
  element = null;

  /**
   * `save({key, side, segments, version})` takes the text, `onward(wasTodo)` goes to the next pair, `left(key)`
   * redraws, `grew()` is called when the text area has another height.
   */
  constructor({ drafts, save, onward, left, grew }) {
    Object.assign(this, { drafts, save, onward, left, grew });
  }

  get isOpen() {
    return this.key !== null;
  }

  /** Opens a side of a row, with its draft if there is one. */
  open(row, side, lang) {
    this.wasTodo = Boolean(row.todo) && side === "tgt";
    const draft = this.drafts.get(row.key, side);
    const before = toLines(row[side]);
    Object.assign(this, { key: row.key, side, before, segments: row[side], version: draft?.version ?? row.version });
    this.area = h("textarea", {
      class: "editor",
      lang,
      dir: "auto",
      spellcheck: "true",
      rows: "1",
      "aria-label": t(`edit.${side}`),
      "aria-description": t("edit.how"),
      value: draft?.text ?? before,
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.element = h("div", { class: "editing" }, this.area, this.#buttons(row.key, side));
  }

  #buttons(key, side) {
    const aside = this.drafts.setAside(key, side);
    const restore = () => {
      this.area.value = aside.text;
      this.area.dispatchEvent(new InputEvent("input", { bubbles: true }));
      this.area.focus();
    };
    return h(
      "div",
      { class: "editor-buttons" },
      button([t("edit.save"), h("kbd", {}, "Ctrl ⏎")], () => this.accept(), { class: "save" }),
      button([t("edit.leave"), h("kbd", {}, "Esc")], () => this.cancel(), { class: "leave" }),
      aside && aside.text !== this.area.value && button(t("edit.restore"), restore, { class: "restore" }),
    );
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
    this.key = this.side = this.area = this.element = null;
    if (key !== null) this.left(key);
  }

  #typed() {
    this.#fit();
    const { key, side, version } = this;
    if (this.area.value === this.before) this.drafts.drop(key, side);
    else this.drafts.set({ key, side, text: this.area.value, version });
  }

  #fit() {
    const { height } = this.area.style;
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
    if (this.area.style.height !== height) this.grew(this.key);
  }

  #key(event) {
    if (event.key === "Escape") this.cancel();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.accept(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Goes back to the text as it was. What was typed is set aside, and can be brought back. */
  cancel() {
    const { key, side, version, before } = this;
    const text = this.area.value;
    if (text !== before) {
      this.drafts.set({ key, side, text, version, aside: true });
      say(t("edit.aside"));
    }
    this.close();
  }

  /** Saves what was typed, if it is other than before; `onward` goes to the next pair then. */
  accept(onward = false) {
    const { key, side, version, before, segments } = this;
    const text = this.area.value;
    // The text area goes at once, so that the next keys are not typed into it; the draft stays till it is saved.
    this.close();
    // A line break at the end, or another blank line, is not an edit.
    const isSame = toSegments(text, segments).join("\n") === toSegments(before, segments).join("\n");
    if (isSame) this.drafts.drop(key, side);
    else this.save({ key, side, segments: toSegments(text, segments), version });
    if (onward) this.onward(this.wasTodo);
  }
}
