// A line above the texts for what concerns the whole bitext: the server is away, the file was changed.

import { button, h } from "./dom.js";
import { t } from "./i18n.js";

export class Banner {
  constructor(app, place) {
    Object.assign(this, { app, place });
    place.setAttribute("role", "alert");
  }

  /** Shows what matters most, or nothing. */
  draw({ isLost, isStrange = false, outside }) {
    const [text, answer] = isLost ? [t(isStrange ? "newAddress" : "lost"), null]
      : outside ? [t("outside", outside.n_differences), button(t("outside.look"), () => this.app.files.outside())]
        : [null, null];
    this.place.hidden = text === null;
    this.place.className = isLost ? "lost" : "";
    this.place.replaceChildren(...(text === null ? [] : [h("span", {}, text), answer].filter(Boolean)));
  }
}
