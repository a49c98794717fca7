// A line above the texts for what concerns the whole bitext: the server is away, the file was changed, a stretch
// of pairs seems to be shifted.

import { button, h } from "../ground/dom.js";
import { number, t } from "../ground/i18n.js";

export class Banner {
  /** Drifts that the person does not want to hear of, by where they begin. */
  #left = new Set();

  /** `outside()` shows how the file outside differs, `drift(stretch)` what aligning a stretch again would do. */
  constructor(place, { outside, drift }) {
    Object.assign(this, { place, outside, drift });
    place.setAttribute("role", "alert");
  }

  /** Shows what matters most, or nothing. */
  draw(news) {
    const [text, ...answers] = this.#most(news);
    this.place.hidden = !text;
    this.place.className = news.isLost ? "lost" : "";
    this.place.replaceChildren(...(text ? [h("span", {}, text), ...answers] : []));
  }

  #most({ isLost, isStrange = false, stopped = null, outside = null, drifts = [] }) {
    if (stopped) return [said(stopped)];
    if (isLost) return [t(isStrange ? "newAddress" : "lost")];
    if (outside) return [t("outside", outside.n_differences), button(t("outside.look"), this.outside)];
    const drift = drifts.find(({ from }) => !this.#left.has(from));
    if (!drift) return [];
    const leave = () => {
      this.#left.add(drift.from);
      this.draw({ drifts });
    };
    return [
      t("drift", number(drift.first), number(drift.last)),
      button(t("drift.look"), () => this.drift(drift)),
      button(t("drift.leave"), leave),
    ];
  }
}

/** Returns what became of the file, and which texts are not in it. */
function said({ saved, file, drafts }) {
  const written = t(saved ? "stopped.saved" : "stopped.unsaved", file);
  return drafts.length > 0 ? `${written} ${t("saved.drafts", drafts.join(", "))}` : written;
}
