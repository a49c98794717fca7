// What is new: takes over changes, ours and those of others, and what the server says of the whole.

import { get } from "./api.js";
import { t } from "../ground/i18n.js";
import { signer } from "../ground/signer.js";
import { say, sayError } from "../ground/say.js";

export class News {
  /** Whether the server is away. */
  isLost = false;
  /** What a server said that was stopped, or null. */
  stopped = null;

  constructor({ state, store, focus, toolbar, banner, filters }) {
    Object.assign(this, { state, store, focus, toolbar, banner, filters });
  }

  /** Takes over what is newly known of the whole. */
  learn(news) {
    Object.assign(this.state, news);
    this.toolbar.draw(this.state);
    this.banner.draw({ isLost: this.isLost, stopped: this.stopped, ...this.state });
    if (news.checks) this.filters.offerChecks(news.checks);
  }

  /** Takes over a change of ours. */
  took(change) {
    this.#apply(change);
    this.learn({ undo: change.undo, redo: change.redo });
    if (change.restored) say(t("restored"), true);
    if (change.splices.length > 0 && change.focus !== null) this.focus.go(change.focus);
    else if (["undo", "redo"].includes(change.what) && change.focus !== null) this.focus.go(change.focus);
  }

  /** Hears of a change, ours or another's. */
  heard(change) {
    this.#apply(change);
    if (change.who !== signer.name && change.touched.includes(this.focus.key)) say(t("changedBy", change.who));
  }

  #apply(change) {
    if (!this.store.apply(change)) this.reload();
    if (change.seq >= this.state.seq)
      this.learn({ progress: change.progress, dirty: change.dirty, checking: change.checking, seq: change.seq });
  }

  /** After a break: takes over the state, and loads all anew if something was missed. */
  async found() {
    const wasLost = this.isLost;
    this.isLost = false;
    this.stopped = null;
    try {
      const state = await get("/api/state");
      const missed = state.seq !== this.store.seq;
      this.learn(state);
      if (missed) await this.store.load();
      if (wasLost) say(t("back"));
    } catch (error) {
      sayError(error);
    }
  }

  /** Takes over the state, as told to everybody; when the checks have ended, findings have changed. */
  heardState({ undo: _undo, redo: _redo, ...state }) {
    const ended = this.state.checking && !state.checking;
    this.learn(state);
    if (ended) this.store.doubt();
  }

  /** Loads the order anew. */
  reload() {
    this.store.load().catch(sayError);
  }

  /** Hears that the server has been stopped, and whether the bitext was written. */
  heardStop(stopped) {
    this.stopped = stopped;
    this.isLost = true;
    this.learn({ dirty: !stopped.saved });
  }

  /** Says that the server is away, or that it came back as another one that does not know us. */
  lost() {
    this.isLost = true;
    this.banner.draw({ isLost: true, stopped: this.stopped });
    if (this.stopped) return;
    get("/api/state").catch(({ status }) =>
      this.banner.draw({ isLost: true, isStrange: status === 401 || status === 403 }),
    );
  }
}
