// A line above the texts for what concerns the whole bitext: the server is away, the file was changed.

import { button, h } from "../ground/dom.js";
import { t } from "../ground/i18n.js";

export class Banner {
  /** `look()` shows how the file outside differs. */
  constructor(place, look) {
    Object.assign(this, { place, look });
    place.setAttribute("role", "alert");
  }

  /** Shows what matters most, or nothing. */
  draw({ isLost, isStrange = false, stopped = null, outside = null }) {
    const [text, answer] = stopped
      ? [said(stopped), null]
      : isLost
        ? [t(isStrange ? "newAddress" : "lost"), null]
        : outside
          ? [t("outside", outside.n_differences), button(t("outside.look"), this.look)]
          : [null, null];
    this.place.hidden = text === null;
    this.place.className = isLost ? "lost" : "";
    this.place.replaceChildren(...(text === null ? [] : [h("span", {}, text), answer].filter(Boolean)));
  }
}

/** Returns what became of the file, and which texts are not in it. */
function said({ saved, file, drafts }) {
  const written = t(saved ? "stopped.saved" : "stopped.unsaved", file);
  return drafts.length > 0 ? `${written} ${t("saved.drafts", drafts.join(", "))}` : written;
}
