// What is new: takes over changes, ours and those of others, and what the server says of the whole.

import { get } from "./api.js";
import { t } from "./i18n.js";
import { prefs } from "./prefs.js";
import { say, sayError } from "./say.js";

export class News {
  /** Whether the server is away. */
  isLost = false;

  constructor(app) {
    this.app = app;
  }

  /** Takes over what is newly known of the whole. */
  learn(news) {
    Object.assign(this.app.state, news);
    this.app.toolbar.draw(this.app.state);
    this.app.banner.draw({ isLost: this.isLost, outside: this.app.state.outside });
    if (news.checks) this.app.filters.offerChecks(news.checks);
  }

  /** Takes over a change of ours. */
  took(change) {
    this.#apply(change);
    this.learn({ undo: change.undo, redo: change.redo });
    if (change.splices.length > 0 && change.focus !== null) this.app.focus(change.focus);
    else if (["undo", "redo"].includes(change.what) && change.focus !== null) this.app.focus(change.focus);
  }

  /** Hears of a change, ours or another's. */
  heard(change) {
    this.#apply(change);
    if (change.who !== prefs.name && change.touched.includes(this.app.key)) say(t("changedBy", change.who));
  }

  #apply(change) {
    if (!this.app.store.apply(change)) this.reload();
    if (change.seq >= this.app.state.seq) this.learn({ progress: change.progress, dirty: change.dirty, checking: change.checking, seq: change.seq });
  }

  /** After a break: takes over the state, and loads all anew if something was missed. */
  async found() {
    const wasLost = this.isLost;
    this.isLost = false;
    try {
      const state = await get("/api/state");
      const missed = state.seq !== this.app.store.seq;
      this.learn(state);
      if (missed) await this.app.store.load();
      if (wasLost) say(t("back"));
    } catch (error) {
      sayError(error);
    }
  }

  /** Takes over the state, as told to everybody; when the checks have ended, findings have changed. */
  heardState({ undo: _undo, redo: _redo, ...state }) {
    const ended = this.app.state.checking && !state.checking;
    this.learn(state);
    if (ended) this.app.store.doubt();
  }

  /** Loads the order anew. */
  reload() {
    this.app.store.load().catch(sayError);
  }

  /** Says that the server is away, or that it came back as another one that does not know us. */
  lost() {
    this.isLost = true;
    this.app.banner.draw({ isLost: true, outside: null });
    get("/api/state").catch(({ status }) => this.app.banner.draw({ isLost: true, isStrange: status === 401 || status === 403, outside: null }));
  }
}
