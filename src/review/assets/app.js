// The review: makes the parts of the page and tells them of one another.
//
// A part is given what it needs and no more. This is given to the commands only (actions/commands.js), which may
// do whatever there is; and it draws, because a drawn pair shows something of every part.

import { Actions } from "./actions/actions.js";
import { Files } from "./actions/files.js";
import { Many } from "./actions/many.js";
import { Notes } from "./actions/notes.js";
import { Seeking } from "./actions/seeking.js";
import { Turns } from "./actions/turns.js";
import { Banner } from "./frame/banner.js";
import { Details } from "./frame/details.js";
import { Filters } from "./frame/filters.js";
import { showKeys } from "./frame/keysdialog.js";
import { Looks } from "./frame/looks.js";
import { Toolbar } from "./frame/toolbar.js";
import { ask, askText } from "./ground/dialog.js";
import { h } from "./ground/dom.js";
import { languageName, t } from "./ground/i18n.js";
import { say } from "./ground/say.js";
import { signAs, signer } from "./ground/signer.js";
import { post } from "./server/api.js";
import { Drafts } from "./server/drafts.js";
import { Edits } from "./server/edits.js";
import { Evidence } from "./server/evidence.js";
import { News } from "./server/news.js";
import { Presence } from "./server/presence.js";
import { Store } from "./server/store.js";
import { Caret } from "./texts/caret.js";
import { Editor } from "./texts/editor.js";
import { Focus } from "./texts/focus.js";
import { estimator } from "./texts/heights.js";
import { Mouse } from "./texts/mouse.js";
import { drawEmpty, drawPair, trust } from "./texts/row.js";
import { Viewport } from "./texts/viewport.js";

export class App {
  constructor(state) {
    this.state = state;
    this.langs = { src: state.src_lang, tgt: state.tgt_lang };
    trust.doubtful = state.doubtful_below;
    this.turns = new Turns();
    this.store = new Store();
    this.caret = new Caret();
    this.drafts = new Drafts(state.title, (key) => this.view.redraw([key]));
    this.edits = new Edits({ store: this.store, done: (change) => this.news.took(change) });
    this.evidence = new Evidence((key) => this.#evidenceCame(key));
    this.editor = new Editor({
      drafts: this.drafts,
      save: (text) => this.turns.takeFirst(() => this.#saveText(text)),
      onward: () => this.focus.move(1),
      left: (key) => this.#leftEditor(key),
      grew: (key) => this.view.ask(key),
    });
    this.focus = new Focus({
      store: this.store,
      caret: this.caret,
      editor: this.editor,
      view: () => this.view,
      came: () => this.#currentCame(),
      moved: (key) => this.presence.moved(key),
    });
    this.#makeFrame();
    this.#makeTexts();
    this.#makeActions();
    this.#hear();
  }

  /** Makes what stands around the texts. */
  #makeFrame() {
    const { state, store, focus } = this;
    const top = document.getElementById("top");
    const run = (command) => this.run(command);
    const showDoubtful = () => this.turns.take(() => this.filters.showOnly("doubtful"));
    this.toolbar = new Toolbar({ place: top, run, goTo: (key) => focus.go(key), showDoubtful });
    this.filters = new Filters({ place: top, store, focus, view: () => this.view });
    this.banner = new Banner(document.getElementById("banner"), {
      outside: () => this.files.outside(),
      drift: ({ from, to }) => this.turns.take(() => this.many.realignStretch({ from, to })),
    });
    this.news = new News({ state, store, focus, toolbar: this.toolbar, banner: this.banner, filters: this.filters });
  }

  /** Makes the two facing pages. */
  #makeTexts() {
    const { state, store, focus, caret, editor, toolbar } = this;
    this.canvas = h("div", { class: "canvas", role: "rowgroup" });
    const head = (side) => h("span", { role: "columnheader", class: `head ${side}` }, languageName(this.langs[side]));
    const heads = h(
      "div",
      { class: "heads", role: "row", "aria-rowindex": "1" },
      h("span", { role: "columnheader" }, h("span", { class: "unheard" }, t("column.pair"))),
      ["src", "tgt"].map(head),
    );
    this.grid = h(
      "div",
      { id: "bitext", role: "grid", "aria-label": t("bitext", state.title), "aria-readonly": "true" },
      heads,
      this.canvas,
    );
    document.getElementById("main").append(this.grid);
    this.view = new Viewport({
      scroller: this.grid,
      canvas: this.canvas,
      store,
      estimate: () => estimator(this.canvas, this.grid),
      draw: (element, key, place) => this.#draw(element, key, place),
      pinned: () => [focus.key, editor.key].filter((key) => key !== null),
    });
    this.presence = new Presence({ state, focus, toolbar, view: this.view });
    this.mouse = new Mouse({ canvas: this.canvas, focus, caret, view: this.view });
    this.looks = new Looks({ view: this.view, store, evidence: this.evidence });
  }

  #makeActions() {
    const { state, store, edits, drafts, focus, caret, evidence, view, news, filters } = this;
    const placeCaret = (why) => this.placeCaret(why);
    this.actions = new Actions({ state, store, edits, drafts, focus, caret, placeCaret });
    this.many = new Many({ store, edits, focus, filters });
    this.notes = new Notes({ state, edits, focus, caret, placeCaret });
    this.seeking = new Seeking({ edits, focus, store, filters });
    this.files = new Files({ state, store, focus, news, drafts });
    const panel = document.getElementById("details");
    const run = (command) => this.run(command);
    this.details = new Details({ panel, state, focus, view, notes: this.notes, evidence, run });
  }

  #hear() {
    this.store.addEventListener("order", () => this.#reordered());
    addEventListener("beforeunload", (event) => !this.drafts.isSent && event.preventDefault());
  }

  /** Loads the order and puts the focus where it was, or on the first pair that nobody decided. */
  async start() {
    this.news.learn(this.state);
    this.toolbar.drawPeople([], signer.name);
    await Promise.all([this.store.load(), this.drafts.load()]);
    const { kept } = this.presence;
    const undecided = async () => (await post("/api/next", { from: null, direction: 1, what: "undecided" })).key;
    this.focus.go(this.store.place(kept) === undefined ? ((await undecided()) ?? this.store.shown[0]) : kept);
    this.#showLostDrafts();
  }

  /** Does a command, when those before it have been done. */
  run(command) {
    this.turns.take(() => command.run(this));
  }

  /** Opens an editor on a side of the current pair. */
  edit(side) {
    const { row } = this.focus;
    if (row) return this.#openEditor(row, side);
    return this.focus.fetched().then((came) => came && this.#openEditor(came, side));
  }

  #openEditor(row, side) {
    this.caret.lift();
    this.editor.close();
    this.editor.open(row, side, this.langs[side]);
    this.view.redraw([row.key]);
    this.view.show(row.key);
    this.editor.focus();
    this.view.ask();
  }

  /** Saves a text; where it is not taken, the editor opens again with it. */
  async #saveText(text) {
    if (await this.actions.text(text)) return;
    this.focus.go(text.key);
    if (this.focus.key === text.key) await this.edit(text.side);
  }

  #leftEditor(key) {
    this.view.redraw([key]);
    if (key === this.focus.key) this.focus.grab();
  }

  chooseSide(side) {
    const { caret, focus } = this;
    caret.side = side;
    if (caret.isPlaced) caret.put(focus.key, side, 0);
    for (const head of this.grid.querySelectorAll(".head"))
      head.classList.toggle("active", head.classList.contains(side));
    this.view.redraw([focus.key]);
    say(languageName(this.langs[side]));
  }

  /** Puts the caret at the start of the chosen side. */
  async placeCaret(why = t("caret.how")) {
    const { caret, focus } = this;
    if (!(await focus.fetched())) return;
    if (!caret.isPlaced) caret.put(focus.key, caret.side, 0);
    this.view.redraw([focus.key]);
    focus.grab();
    say(why);
  }

  /** Obeys a key that moves the caret; true if this was one. */
  takeKey(name) {
    const isTaken = this.caret.obey(name, this.focus.row);
    if (isTaken) this.view.redraw([this.focus.key]);
    return isTaken;
  }

  showKeys = () => showKeys();

  /** Asks under which name this person signs. */
  async askName() {
    const value = signer.name || this.state.reviewer;
    const before = h("p", {}, t("name.why"));
    const name = (await askText(t("do.name"), { label: t("name.label"), value, before })) ?? value;
    if (!name || name === signer.name) return;
    const wasKnown = signer.name !== "";
    await this.drafts.settle();
    signAs(name);
    if (wasKnown) location.reload();
    else this.toolbar.drawPeople([], name);
  }

  #draw(element, key, place) {
    const { caret, editor, store } = this;
    const row = store.row(key);
    const isCurrent = key === this.focus.key;
    const inside = element.contains(document.activeElement);
    if (!row) return drawEmpty(element, key, { place, isCurrent });
    const isEdited = editor.key === key;
    drawPair(element, row, {
      place,
      isCurrent,
      evidence: this.evidence.of(row),
      caret: isCurrent && caret.isPlaced ? caret : null,
      found: this.filters.found,
      draft: this.drafts.of(key).length > 0 && !isEdited,
      people: this.presence.at(key),
      editing: isEdited ? editor.side : null,
      editor: editor.element,
      langs: this.langs,
      act: (name, of) => this.#act(name, of),
    });
    if (inside) (isEdited ? editor.area : element).focus({ preventScroll: true });
    if (this.looks.showsWords) this.evidence.fetch(row);
    return undefined;
  }

  #act(name, key) {
    this.focus.go(key);
    if (name === "editDraft") this.edit(this.drafts.of(key).at(-1).side);
  }

  #currentCame() {
    this.evidence.fetch(this.focus.row);
    this.details.draw();
  }

  /** Draws what evidence tells, but not under a mouse that is selecting. */
  #evidenceCame(key) {
    if (this.mouse.isPressed) return addEventListener("pointerup", () => this.#evidenceCame(key), { once: true });
    this.view.redraw([key]);
    if (key === this.focus.key) this.details.draw();
    return undefined;
  }

  #reordered() {
    this.filters.showCount();
    this.grid.setAttribute("aria-rowcount", this.store.shown.length + 1);
    this.#showLostDrafts();
    this.focus.stay();
    if (this.store.shown.length === 0) say(t("filter.nothing"));
  }

  /** Shows text that was typed into pairs that are gone, so that it can be copied. */
  #showLostDrafts() {
    const known = new Set(this.store.all);
    for (const { key, side, text, aside } of this.drafts.all.filter((draft) => !known.has(draft.key))) {
      if (this.editor.key === key) this.editor.close();
      this.drafts.drop(key, side);
      const shown = h("textarea", { readonly: true, rows: "5", value: text });
      if (!aside) ask(t("draft.lost"), shown, [[t("close"), true, true]]);
    }
  }
}
