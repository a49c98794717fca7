// Prints the pairs that are shown, all of them and not only those on the screen.
//
// The browser lays the paper out right after `beforeprint`, so that the rows must come at once: they are
// asked for with requests that wait. Screen and paper are two drawings of the same pairs.

import { postAtOnce } from "./api.js";
import { h } from "./dom.js";
import { languageName, number, t } from "./i18n.js";
import { drawPair } from "./row.js";

/** Pairs on paper: some 250 pages. More are left out, and the paper says so. */
const PRINTED = 5000;
/** Rows a request brings; the server gives no more. */
const ASKED = 500;

export const printPairs = () => window.print();

/** Fills the part of the page that only paper shows when printing begins. */
export function preparePrinting(app, paper) {
  addEventListener("beforeprint", () => paper.replaceChildren(...pages(app)));
  addEventListener("afterprint", () => paper.replaceChildren());
}

function pages({ store, state }) {
  const keys = store.shown.slice(0, PRINTED);
  const rows = [];
  for (let i = 0; i < keys.length; i += ASKED) rows.push(...(postAtOnce("/api/rows", { keys: keys.slice(i, i + ASKED) })?.rows ?? []));
  const langs = { src: state.src_lang, tgt: state.tgt_lang };
  const left = store.shown.length - rows.length;
  return [
    h("h1", {}, state.title),
    h("p", { class: "heads" }, h("span", {}, languageName(langs.src)), h("span", {}, languageName(langs.tgt))),
    ...rows.map((row, place) => printed(row, place, langs)),
    left > 0 ? h("p", {}, t("print.left", number(left))) : "",
  ];
}

function printed(row, place, langs) {
  const element = h("div");
  drawPair(element, row, { place, isCurrent: false, evidence: null, caret: null, found: null, draft: false, people: [], editing: null, langs, act: () => {} });
  element.removeAttribute("tabindex");
  return element;
}
