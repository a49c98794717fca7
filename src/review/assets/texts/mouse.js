// The mouse on the texts: what is clicked gets the focus and the caret, what is under it lights up.

import { pointedAt } from "./caret.js";
import { light } from "../server/evidence.js";
import { joined } from "./text.js";

export class Mouse {
  /** Whether a button is held down: then words are being selected, and nothing must be drawn under them. */
  isPressed = false;
  #lit = null;

  constructor({ canvas, focus, caret, view }) {
    Object.assign(this, { canvas, focus, caret, view });
    canvas.addEventListener("pointerdown", () => (this.isPressed = true));
    canvas.addEventListener("mouseover", (event) => this.#point(event.target));
    canvas.addEventListener("mouseleave", () => this.#point(null));
    addEventListener("pointerup", (event) => this.#released(event));
    addEventListener("copy", (event) => this.#copy(event));
  }

  #released({ target }) {
    this.isPressed = false;
    const element = target instanceof Element ? target.closest(".canvas .pair") : null;
    if (!element || target.closest("button, textarea")) return;
    // Before anything is drawn, because drawing takes the selection away.
    const pointed = pointedAt(getSelection(), element);
    const key = Number(element.dataset.key);
    this.focus.go(key, { scroll: false });
    if (!pointed) return;
    this.caret.put(...pointed);
    this.view.redraw([key]);
  }

  #point(target) {
    const element = target?.closest(".pair") ?? null;
    if (this.#lit && this.#lit !== element) light(this.#lit, null);
    this.#lit = element;
    if (element) light(element, target.closest("[data-tokens]"));
  }

  /** Copies the selected span, which the page draws itself. */
  #copy(event) {
    const { span } = this.caret;
    const { row } = this.focus;
    if (!span || !row || event.target.closest?.("textarea, input")) return;
    event.clipboardData.setData("text/plain", joined(row[span.side]).slice(span.start, span.end));
    event.preventDefault();
  }
}
