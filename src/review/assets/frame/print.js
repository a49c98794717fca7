// Prints the pairs that are shown, all of them and not only those on the screen.
//
// The browser lays the paper out right after `beforeprint`, so that the rows must come at once: they are
// asked for with requests that wait. Screen and paper are two drawings of the same pairs.

import { postAtOnce } from "../server/api.js";
import { confirm } from "../ground/dialog.js";
import { h } from "../ground/dom.js";
import { languageName, number, t, word } from "../ground/i18n.js";
import { drawPair } from "../texts/row.js";

/** Pairs on paper: some 250 pages. Browsers take minutes for more; those are left out, and page and paper say so. */
const PRINTED = 5000;
/** Rows a request brings; the server gives no more. */
const ASKED = 500;

/** Prints; asks first if some of the pairs shown will be left out. */
export async function printPairs({ store }) {
  const left = store.shown.length - PRINTED;
  const said = t("print.first", number(PRINTED), number(store.shown.length));
  if (left <= 0 || (await confirm(t("do.print"), said, t("print.yes", number(PRINTED))))) window.print();
}

/** Fills the part of the page that only paper shows when printing begins. */
export function preparePrinting(app, paper) {
  addEventListener("beforeprint", () => paper.replaceChildren(...pages(app)));
  addEventListener("afterprint", () => paper.replaceChildren());
}

function pages({ store, state }) {
  const keys = store.shown.slice(0, PRINTED);
  const rows = [];
  for (let i = 0; i < keys.length; i += ASKED)
    rows.push(...(postAtOnce("/api/rows", { keys: keys.slice(i, i + ASKED) })?.rows ?? []));
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
  drawPair(element, row, {
    place,
    isCurrent: false,
    evidence: null,
    caret: null,
    found: null,
    draft: false,
    others: [],
    picked: null,
    isMoved: false,
    people: [],
    editing: null,
    langs,
    act: () => {},
  });
  element.removeAttribute("tabindex");
  element.append(...said(row));
  return element;
}

/** Returns what people said of a pair, which the screen shows beside it: open remarks and marked errors. */
function said({ remarks, marks }) {
  const line = (sign, who, quote, text) =>
    h(
      "p",
      { class: "printed-note", dir: "auto" },
      `${sign} `,
      who && h("b", {}, h("bdi", {}, `${who}: `)),
      quote && `“${quote}” `,
      text,
    );
  const error = (mark) => [mark.category, word("severity", mark.severity), mark.note].filter(Boolean).join(" · ");
  return [
    ...remarks.filter((remark) => !remark.resolved).map((remark) => line("❝", remark.who, remark.quote, remark.text)),
    ...marks.map((mark) => line("§", mark.who, mark.quote, error(mark))),
  ];
}
