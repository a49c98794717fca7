// Knows which pair has the focus, and moves it.

import { t } from "../ground/i18n.js";
import { say } from "../ground/say.js";

export class Focus {
  key = null;
  #place = 0;

  /** `view()` returns the viewport; `came(row)` is called when the pair is here, `moved(key)` when it is another. */
  constructor({ store, caret, editor, view, came, moved }) {
    Object.assign(this, { store, caret, editor, view, came, moved });
    store.addEventListener("rows", ({ detail }) => detail.includes(this.key) && came());
  }

  /** Returns the pair, if it is here. */
  get row() {
    return this.store.row(this.key);
  }

  /** Returns the pair, fetched if it must be; undefined if there is none. */
  async fetched() {
    return this.key === null ? undefined : this.store.fetch(this.key);
  }

  /**
   * Goes to a pair. `scroll: false` for a click, which must not move what was clicked; `grab: false` when the
   * person is typing elsewhere.
   */
  go(key, { scroll = true, grab = true } = {}) {
    const place = this.store.place(key);
    if (place === undefined) return;
    const before = this.key;
    if (key !== before) this.caret.lift();
    if (this.editor.isOpen && this.editor.key !== key) this.editor.close();
    this.key = key;
    this.#place = place;
    this.view().redraw([before, key].filter((each) => each !== null));
    if (scroll) this.view().show(key);
    if (grab) this.grab();
    if (this.row) this.came();
    this.moved(key);
  }

  /** Gives the keyboard to the pair. */
  grab() {
    if (this.editor.isOpen) this.editor.area.focus();
    else this.view().element(this.key)?.focus({ preventScroll: true });
  }

  /** Goes so many pairs further in what is shown. */
  move(by) {
    const { shown } = this.store;
    const place = this.store.place(this.key) ?? -1;
    const to = Math.min(Math.max(0, place + by), shown.length - 1);
    if (to === place && Math.abs(by) === 1) say(t(by > 0 ? "isLast" : "isFirst"));
    this.go(shown[to]);
  }

  /** Goes to what stands where the pair stood, if the pair is no longer shown. */
  stay() {
    const { shown } = this.store;
    const place = this.store.place(this.key);
    if (place !== undefined) this.#place = place;
    if (this.key === null || place !== undefined || shown.length === 0) return;
    this.go(shown[Math.min(this.#place, shown.length - 1)], {
      grab: !document.activeElement.closest("input, select, dialog"),
    });
  }

  /** Returns the pair that stands so many further in the whole bitext, or undefined. */
  neighbor(by) {
    const { all } = this.store;
    return all[all.indexOf(this.key) + by];
  }
}
