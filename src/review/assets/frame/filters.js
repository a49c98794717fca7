// The line that chooses which pairs are shown: by status, check, shape, what is noted, and by text.

import { button, choice, h } from "../ground/dom.js";
import { number, t, told, word } from "../ground/i18n.js";
import { sayError } from "../ground/say.js";
import { finder } from "../texts/folding.js";

/** How long typing must rest before the search begins, in ms. */
const REST = 250;
const ONLY = ["doubtful", "undecided", "flagged", "bookmarked", "remarks", "marks", "bulk"];
const STATUSES = ["auto", "accepted", "edited", "rejected"];
const SHAPES = ["1:1", "1:2", "2:1", "2:2", "1:0", "0:1"];

export class Filters {
  /** `view()` returns the viewport. */
  constructor({ place, store, focus, view }) {
    Object.assign(this, { store, focus, view });
    this.text = h("input", {
      type: "search",
      placeholder: t("filter.text"),
      "aria-label": t("filter.text"),
      spellcheck: "false",
    });
    this.regex = toggle(".*", t("filter.regex"));
    this.case = toggle("Aa", t("filter.case"));
    this.only = choice([["", t("filter.only")], ...ONLY.map((name) => [name, t(`only.${name}`)])], {
      "aria-label": t("filter.only"),
    });
    this.status = choice([["", t("filter.status")], ...STATUSES.map((name) => [name, word("status", name)])], {
      "aria-label": t("filter.status"),
    });
    this.check = h("select", { "aria-label": t("filter.check") });
    this.shape = choice(
      [["", t("filter.shape")], ["not 1:1", t("filter.not11")], ...SHAPES.map((shape) => [shape, shape])],
      { "aria-label": t("filter.shape") },
    );
    this.side = choice(
      [
        ["both", t("filter.both")],
        ["src", t("side.src")],
        ["tgt", t("side.tgt")],
      ],
      { "aria-label": t("filter.side") },
    );
    this.count = h("output", {});
    this.clearing = h(
      "button",
      { type: "button", class: "clear", hidden: true, on: { click: () => this.clear() } },
      t("filter.clear"),
    );
    this.form = h(
      "form",
      {
        role: "search",
        class: "filters",
        on: {
          submit: (event) => this.#submit(event),
          change: () => this.apply(),
          input: (event) => this.#typed(event),
          keydown: (event) => this.#key(event),
        },
      },
      this.text,
      this.regex,
      this.case,
      this.side,
      this.only,
      this.status,
      this.check,
      this.shape,
      this.clearing,
      this.count,
    );
    place.append(this.form);
    this.nothing = h(
      "p",
      { class: "nothing-fits", hidden: true },
      t("filter.nothing"),
      " ",
      button(t("filter.clear"), () => this.clear()),
    );
    document.getElementById("main").append(this.nothing);
  }

  /** Gives the keyboard to the search. */
  enter() {
    this.text.focus();
    this.text.select();
  }

  /** Lists the checks that have open findings. */
  offerChecks(checks) {
    const chosen = this.check.value;
    const options = [
      ["", t("filter.check")],
      ["any", t("filter.any")],
      ...checks.map((entry) => [entry.check, `${entry.check} (${number(entry.open)}) – ${told(entry, "about")}`]),
    ];
    this.check.replaceChildren(...options.map(([value, label]) => h("option", { value }, label)));
    this.check.value = options.some(([value]) => value === chosen) ? chosen : "";
  }

  showCount() {
    const { store } = this;
    this.count.textContent = store.isFiltered
      ? t("filter.count", number(store.shown.length), number(store.all.length))
      : "";
    this.clearing.hidden = !store.isFiltered;
    this.nothing.hidden = store.shown.length > 0;
  }

  /** Returns what the server is asked for: only what is chosen. */
  get value() {
    const filter = {};
    if (this.text.value)
      Object.assign(filter, {
        text: this.text.value,
        regex: isOn(this.regex),
        case: isOn(this.case),
        side: this.side.value,
      });
    if (this.only.value) filter.only = this.only.value;
    if (this.status.value) filter.status = [this.status.value];
    if (this.check.value) filter.check = this.check.value;
    if (this.shape.value) filter.shape = this.shape.value;
    return filter;
  }

  /** Returns what finds the words that were searched in a text, or null. */
  get found() {
    if (!this.text.value) return null;
    const asked = { text: this.text.value, regex: isOn(this.regex), case: isOn(this.case) };
    const name = JSON.stringify(asked);
    // Every pair on the screen asks for it.
    if (this.finderName !== name) Object.assign(this, { finderName: name, finder: finder(asked) });
    return this.finder;
  }

  async apply() {
    clearTimeout(this.timer);
    try {
      await this.store.show(this.value);
      this.view().show(this.focus.key);
      this.text.removeAttribute("aria-invalid");
    } catch (error) {
      this.text.setAttribute("aria-invalid", "true");
      sayError(error);
    }
  }

  /** Shows the pairs of a kind only. */
  async showOnly(kind) {
    this.only.value = kind;
    await this.apply();
    this.focus.grab();
  }

  async clear() {
    this.form.reset();
    for (const button of [this.regex, this.case]) button.setAttribute("aria-pressed", "false");
    await this.apply();
    this.focus.grab();
  }

  #typed(event) {
    if (event.target !== this.text) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.apply(), REST);
  }

  #submit(event) {
    event.preventDefault();
    this.focus.grab();
    this.apply();
  }

  /** Escape goes back to the texts; where nothing fits there are none, and all are shown again. */
  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (this.store.shown.length === 0) this.clear();
    else this.focus.grab();
  }
}

const isOn = (button) => button.getAttribute("aria-pressed") === "true";

/** Returns a button that is on or off. */
function toggle(sign, label) {
  const pressed = h(
    "button",
    { type: "button", class: "toggle", "aria-pressed": "false", "aria-label": label, title: label },
    sign,
  );
  pressed.addEventListener("click", () => {
    pressed.setAttribute("aria-pressed", String(!isOn(pressed)));
    pressed.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return pressed;
}
