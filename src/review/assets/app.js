// The review: which pair has the focus, and how the parts of the page hear of one another.
//
// Parts do not know each other; they know this. What a command does is in `deeds`, `notes` and `files`.

import { post } from "./api.js";
import { Banner } from "./banner.js";
import { Caret } from "./caret.js";
import { Deeds } from "./deeds.js";
import { Details } from "./details.js";
import { ask, askText } from "./dialog.js";
import { h } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Editor } from "./editor.js";
import { Edits } from "./edits.js";
import { Evidence } from "./evidence.js";
import { Files } from "./files.js";
import { Filters } from "./filters.js";
import { estimator } from "./heights.js";
import { languageName, t } from "./i18n.js";
import { showKeys } from "./keysdialog.js";
import { Looks } from "./looks.js";
import { Mouse } from "./mouse.js";
import { News } from "./news.js";
import { Notes } from "./notes.js";
import { prefer, prefs } from "./prefs.js";
import { Presence } from "./presence.js";
import { drawEmpty, drawPair, trust } from "./row.js";
import { say } from "./say.js";
import { Seeking } from "./seeking.js";
import { Store } from "./store.js";
import { Toolbar } from "./toolbar.js";
import { Viewport } from "./viewport.js";

export class App {
  key = null;

  constructor(state) {
    this.state = state;
    trust.doubtful = state.doubtful_below;
    this.store = new Store();
    this.caret = new Caret();
    this.drafts = new Drafts(state.title);
    this.edits = new Edits({ store: this.store, done: (change) => this.news.took(change) });
    this.evidence = new Evidence((key) => this.#evidenceCame(key));
    this.deeds = new Deeds(this);
    this.news = new News(this);
    this.notes = new Notes(this);
    this.files = new Files(this);
    this.presence = new Presence(this);
    this.seeking = new Seeking(this);
    this.editor = new Editor({ drafts: this.drafts, save: (...text) => this.deeds.text(...text), left: (key) => this.#leftEditor(key) });
    this.#build();
    this.mouse = new Mouse(this);
    this.looks = new Looks(this);
    this.#hear();
  }

  #build() {
    const top = document.getElementById("top");
    this.toolbar = new Toolbar(this, top);
    this.filters = new Filters(this, top);
    this.banner = new Banner(this, document.getElementById("banner"));
    this.details = new Details(this, document.getElementById("details"));
    this.canvas = h("div", { class: "canvas", role: "rowgroup" });
    const { src_lang: src, tgt_lang: tgt } = this.state;
    this.langs = { src, tgt };
    const head = h("div", { class: "heads", role: "row", "aria-rowindex": "1" },
      h("span", { role: "columnheader" }, h("span", { class: "unheard" }, t("column.pair"))),
      ["src", "tgt"].map((side) => h("span", { role: "columnheader", class: `head ${side}` }, languageName(this.langs[side]))));
    this.grid = h("div", { id: "bitext", role: "grid", "aria-label": t("bitext", this.state.title), "aria-readonly": "true" }, head, this.canvas);
    document.getElementById("main").append(this.grid);
    this.view = new Viewport({
      scroller: this.grid, canvas: this.canvas, store: this.store, estimate: () => estimator(this.canvas, this.grid),
      draw: (element, key, place) => this.#draw(element, key, place),
      pinned: () => [this.key, this.editor.key].filter((key) => key !== null),
    });
  }

  #hear() {
    this.store.addEventListener("rows", ({ detail }) => detail.includes(this.key) && this.#currentCame());
    this.store.addEventListener("order", () => this.#reordered());
    addEventListener("beforeunload", (event) => !this.drafts.isEmpty && event.preventDefault());
  }

  /** Loads the order and puts the focus where it was, or on the first pair that nobody decided. */
  async start() {
    this.news.learn(this.state);
    this.toolbar.drawPeople([], prefs.name);
    await this.store.load();
    const { kept } = this.presence;
    const undecided = async () => (await post("/api/next", { from: null, direction: 1, what: "undecided" })).key;
    this.focus(this.store.place(kept) === undefined ? (await undecided()) ?? this.store.shown[0] : kept);
  }

  /** Returns the current row, if it is here. */
  get row() {
    return this.store.row(this.key);
  }

  /**
   * Puts the focus on a pair. `scroll: false` for a click, which must not move what was clicked; `grab: false`
   * when the person is typing elsewhere.
   */
  focus(key, { scroll = true, grab = true } = {}) {
    if (this.store.place(key) === undefined) return;
    const before = this.key;
    if (key !== before) this.caret.lift();
    if (this.editor.isOpen && this.editor.key !== key) this.editor.close();
    this.key = key;
    this.view.redraw([before, key].filter((each) => each !== null));
    if (scroll) this.view.show(key);
    if (grab) this.grab();
    if (this.row) this.#currentCame();
    this.presence.moved(key);
  }

  /** Gives the keyboard to the current pair. */
  grab() {
    if (this.editor.isOpen) this.editor.area.focus();
    else this.view.element(this.key)?.focus({ preventScroll: true });
  }

  /** Goes so many pairs further in what is shown. */
  move(by) {
    const { shown } = this.store;
    const place = this.store.place(this.key) ?? -1;
    const to = Math.min(Math.max(0, place + by), shown.length - 1);
    if (to === place && Math.abs(by) === 1) say(t(by > 0 ? "isLast" : "isFirst"));
    this.focus(shown[to]);
  }

  /** Opens an editor on a side of the current pair. */
  edit(side) {
    const { row } = this;
    if (!row) return;
    this.caret.lift();
    this.editor.close();
    this.editor.open(row, side, this.langs[side]);
    this.view.redraw([row.key]);
    this.view.show(row.key);
    this.editor.focus();
    this.view.ask();
  }

  #leftEditor(key) {
    this.view.redraw([key]);
    if (key === this.key) this.grab();
  }

  chooseSide(side) {
    this.caret.side = side;
    if (this.caret.isPlaced) this.caret.put(this.key, side, 0);
    for (const head of this.grid.querySelectorAll(".head")) head.classList.toggle("active", head.classList.contains(side));
    this.view.redraw([this.key]);
    say(languageName(this.langs[side]));
  }

  /** Puts the caret at the start of the chosen side. */
  placeCaret(why = t("caret.how")) {
    if (!this.row) return;
    if (!this.caret.isPlaced) this.caret.put(this.key, this.caret.side, 0);
    this.view.redraw([this.key]);
    this.grab();
    say(why);
  }

  /** Obeys a key that moves the caret; true if this was one. */
  takeKey(name) {
    const isTaken = this.caret.obey(name, this.row);
    if (isTaken) this.view.redraw([this.key]);
    return isTaken;
  }

  showKeys = () => showKeys();

  async askName() {
    const name = await askText(t("do.name"), { label: t("name.label"), value: prefs.name ?? this.state.reviewer, before: h("p", {}, t("name.why")) });
    if (name && name !== prefs.name) {
      prefer("name", name);
      if (this.key !== null) location.reload();
    }
  }

  #draw(element, key, place) {
    const row = this.store.row(key);
    const isCurrent = key === this.key;
    const inside = element.contains(document.activeElement);
    if (!row) return drawEmpty(element, key, { place, isCurrent });
    drawPair(element, row, {
      place, isCurrent, evidence: this.evidence.of(row), caret: isCurrent && this.caret.isPlaced ? this.caret : null, found: this.filters.found,
      draft: this.drafts.side(key) !== undefined && this.editor.key !== key, people: this.presence.at(key),
      editing: this.editor.key === key ? this.editor.side : null, editor: this.editor.area, langs: this.langs, act: (name, of) => this.#act(name, of),
    });
    if (inside) (this.editor.key === key ? this.editor.area : element).focus({ preventScroll: true });
    if (this.looks.showsWords) this.evidence.fetch(row);
    return undefined;
  }

  #act(name, key) {
    this.focus(key);
    if (name === "editDraft") this.edit(this.drafts.side(key));
  }

  #currentCame() {
    this.evidence.fetch(this.row);
    this.details.draw();
  }

  /** Draws what evidence tells, but not under a mouse that is selecting. */
  #evidenceCame(key) {
    if (this.mouse.isPressed) return addEventListener("pointerup", () => this.#evidenceCame(key), { once: true });
    this.view.redraw([key]);
    if (key === this.key) this.details.draw();
    return undefined;
  }

  #reordered() {
    this.filters.showCount();
    this.grid.setAttribute("aria-rowcount", this.store.shown.length + 1);
    this.#showLostDrafts();
    if (this.key === null || this.store.place(this.key) !== undefined) return;
    this.focus(this.store.shown[0], { grab: !document.activeElement.closest("input, select, dialog") });
    if (this.store.shown.length === 0) say(t("filter.nothing"));
  }

  /** Shows text that was typed into pairs that are no more, so that it can be copied. */
  #showLostDrafts() {
    for (const { key, side, text } of this.drafts.all.filter((draft) => !this.store.all.includes(draft.key))) {
      if (this.editor.key === key) this.editor.close();
      this.drafts.drop(key, side);
      ask(t("draft.lost"), h("textarea", { readonly: true, rows: "5", value: text }), [[t("close"), true, true]]);
    }
  }
}
