// The head of the page: title, progress, who is here, whether all is written, undo and redo, the menu.

import { command } from "../actions/commands.js";
import { button, h } from "../ground/dom.js";
import { number, t, word } from "../ground/i18n.js";
import { keysOf } from "../actions/keys.js";
import { showKey } from "./keysdialog.js";

const MENU = [
  ["save", "export", "import", "print"],
  ["acceptTo", "acceptShown", "acceptAbove", "replace", "realignHere", "realign"],
  ["statistics", "log"],
  ["words", "findings", "details", "theme", "language", "name", "keys"],
];
const PARTS = ["accepted", "edited", "rejected"];
const MINUTE = 60;

export class Toolbar {
  /** `run(command)` does a command, `goTo(key)` goes to a pair, `showDoubtful()` shows the doubtful ones. */
  constructor({ place, run, goTo, showDoubtful }) {
    Object.assign(this, { run, goTo });
    this.doubtful = button("", showDoubtful, { class: "link", title: t("progress.showDoubtful") });
    this.title = h("h1", {});
    this.bar = h(
      "div",
      { class: "progress", role: "img" },
      PARTS.map((part) => h("span", { class: part })),
    );
    this.figures = h("span", { class: "figures" });
    this.people = h("span", { class: "people" });
    this.saving = button("", () => run(command("save")), { class: "saving" });
    this.undo = this.#iconButton("undo", "↶");
    this.redo = this.#iconButton("redo", "↷");
    const help = this.#iconButton("keys", "?");
    this.menu = h(
      "div",
      { id: "menu", popover: "auto" },
      MENU.map((group) =>
        h(
          "div",
          { role: "group" },
          group.map((id) => this.#entry(id)),
        ),
      ),
    );
    this.opener = h(
      "button",
      { type: "button", class: "opener", popovertarget: "menu", "aria-haspopup": "true", title: t("do.menu") },
      "☰ ",
      h("span", {}, t("menu")),
    );
    this.menu.addEventListener(
      "toggle",
      (event) => event.newState === "open" && this.menu.querySelector("button").focus(),
    );
    this.menu.addEventListener("keydown", (event) => this.#walk(event));
    place.append(
      h(
        "div",
        { class: "bar-top" },
        this.title,
        h("div", { class: "advance" }, this.bar, this.figures, this.doubtful),
        this.people,
        this.saving,
        this.undo,
        this.redo,
        help,
        this.opener,
        this.menu,
      ),
    );
  }

  #iconButton(id, sign) {
    const entry = command(id);
    const key = showKey(keysOf(entry)[0] ?? "");
    return button(sign, () => this.run(entry), {
      class: "icon",
      data: { name: id },
      "aria-label": t(`do.${id}`),
      title: `${t(`do.${id}`)} (${key})`,
    });
  }

  #entry(id) {
    const entry = command(id);
    const run = () => {
      this.menu.hidePopover();
      this.run(entry);
    };
    return button([h("span", {}, t(`do.${id}`)), h("kbd", {}, showKey(keysOf(entry)[0] ?? ""))], run, {
      data: { name: id },
    });
  }

  openMenu() {
    this.menu.showPopover();
  }

  /** Arrows go through the menu. */
  #walk(event) {
    const entries = [...this.menu.querySelectorAll("button")];
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    entries.at((entries.indexOf(document.activeElement) + steps[event.key]) % entries.length).focus();
  }

  draw(state) {
    const { progress } = state;
    this.title.textContent = state.title;
    this.title.title = state.metadata.map(([name, value]) => `${name}: ${value}`).join("\n");
    document.title = `${state.dirty ? "• " : ""}${state.title} – enregard`;
    for (const part of PARTS)
      this.bar.querySelector(`.${part}`).style.width = `${(100 * progress[part]) / Math.max(1, progress.pairs)}%`;
    const done = PARTS.reduce((sum, part) => sum + progress[part], 0);
    this.bar.setAttribute("aria-label", t("progress.parts", progress));
    this.bar.title = t("progress.parts", progress);
    this.figures.textContent = [
      t("progress.pairs", number(done), number(progress.pairs)),
      t("progress.words", number(progress.words_done), number(progress.words)),
      progress.seconds_left !== null && done < progress.pairs && t("progress.left", timeLeft(progress.seconds_left)),
      state.checking && t("progress.checking"),
    ]
      .filter(Boolean)
      .join(" · ");
    this.doubtful.hidden = progress.doubtful_left === 0;
    this.doubtful.textContent = t("progress.doubtful", number(progress.doubtful_left));
    this.#drawSaving(state);
    this.#drawUndo(this.undo, "undo", state.undo);
    this.#drawUndo(this.redo, "redo", state.redo);
  }

  #drawSaving({ dirty }) {
    this.saving.textContent = t(dirty ? "saving.dirty" : "saving.clean");
    this.saving.title = t(dirty ? "saving.dirtyHow" : "saving.cleanHow");
    this.saving.classList.toggle("dirty", dirty);
  }

  #drawUndo(element, id, what) {
    element.disabled = !what;
    const name = what ? t(`${id}.what`, word("did", what)) : t(`do.${id}`);
    element.setAttribute("aria-label", name);
    element.title = `${name} (${showKey(keysOf(command(id))[0] ?? "")})`;
  }

  drawPeople(people, me) {
    const others = people.filter(({ who }) => who !== me);
    this.people.replaceChildren(
      h("span", { class: "person me", title: t("you") }, me),
      ...others.map(({ who, key }) =>
        button(who, () => this.goTo(key), { class: "person", title: t("goToPerson", who) }),
      ),
    );
  }
}

function timeLeft(seconds) {
  const minutes = Math.max(1, Math.round(seconds / MINUTE));
  return minutes < 90 ? t("minutes", minutes) : t("hours", number(Math.round(minutes / 6) / 10));
}
