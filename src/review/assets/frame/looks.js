// How the page looks: words and findings shown everywhere or not, light or dark, French or English.

import { language, languages, t } from "../ground/i18n.js";
import { prefer, prefs } from "../ground/prefs.js";
import { say } from "../ground/say.js";

const THEMES = ["", "light", "dark"];

export class Looks {
  constructor({ view, store, evidence }) {
    Object.assign(this, { view, store, evidence });
  }

  get showsWords() {
    return document.body.classList.contains("show-words");
  }

  /** Underlines words without counterpart, or no more; needs the evidence of all on the screen. */
  toggleWords() {
    document.body.classList.toggle("show-words");
    const { view, store, evidence } = this;
    const rows = this.showsWords ? view.keys().map((key) => store.row(key)) : [];
    for (const row of rows.filter(Boolean)) evidence.fetch(row);
    say(t(this.showsWords ? "words.on" : "words.off"));
  }

  toggleFindings() {
    say(t(document.body.classList.toggle("show-findings") ? "findings.on" : "findings.off"));
  }

  changeTheme() {
    const next = THEMES[(THEMES.indexOf(prefs.theme ?? "") + 1) % THEMES.length];
    prefer("theme", next);
    document.documentElement.dataset.theme = next;
    say(t(`theme.${next || "system"}`));
  }

  /** Changes the language and begins anew: all is on the server, and drafts survive. */
  changeLanguage() {
    prefer("language", languages.find(([code]) => code !== language)[0]);
    location.reload();
  }
}
