// How a word was rendered elsewhere: the renderings with their counts, and the pairs, both sides, with the word
// and what faces it marked. A pair that is chosen is gone to; the key that goes back comes back from there.

import { ask } from "../ground/dialog.js";
import { button, h } from "../ground/dom.js";
import { number, t } from "../ground/i18n.js";

/** Renderings that are counted in the head (by hand: a line of them). */
const SHOWN = 12;

/** Shows places; resolves to the key of the pair that the person chose, or to null. */
export function showConcordance(words, side, { places, n }, langs) {
  let chosen = null;
  const list = h("ol", { class: "concordance scrolled", tabindex: "0", "aria-label": t("concordance.pairs") });
  const draw = (rendering) =>
    list.replaceChildren(
      ...places
        .filter((place) => rendering === null || place.rendering.toLowerCase() === rendering)
        .map((place) => entry(place, side, langs, pick)),
    );
  const pick = (key) => {
    chosen = key;
    list.closest("dialog").close();
  };
  draw(null);
  const head = h("p", {}, t("concordance.count", number(n)));
  const body = [head, counts(places, draw), list];
  return ask(t("concordance.title", words), body, [[t("close"), null, true]], { className: "wide" }).then(
    () => chosen,
  );
}

function counts(places, draw) {
  const of = new Map();
  for (const { rendering } of places) of.set(rendering.toLowerCase(), (of.get(rendering.toLowerCase()) ?? 0) + 1);
  const most = [...of].sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
  const choose = (rendering, element) => {
    const isOn = element.getAttribute("aria-pressed") === "true";
    for (const other of element.parentElement.children) other.setAttribute("aria-pressed", "false");
    element.setAttribute("aria-pressed", String(!isOn));
    draw(isOn ? null : rendering);
  };
  const one = ([rendering, count]) => {
    const shown = [h("bdi", {}, rendering || t("concordance.unknown")), ` ${number(count)}`];
    const how = { "aria-pressed": "false", class: "toggle" };
    return button(shown, (event) => choose(rendering, event.currentTarget), how);
  };
  return h("div", { class: "renderings" }, most.map(one));
}

function entry(place, side, langs, pick) {
  const other = side === "src" ? "tgt" : "src";
  const own = h("span", { lang: langs[side], dir: "auto" }, marked(place.own, [place.at]));
  const faced = h("span", { lang: langs[other], dir: "auto" }, marked(place.other, place.counterpart));
  const both = side === "src" ? [own, faced] : [faced, own];
  return h("li", {}, button(place.id, () => pick(place.key), { class: "link" }), both);
}

/** Returns a text with spans marked, in order. */
function marked(text, spans) {
  const nodes = [];
  let done = 0;
  for (const [start, end] of spans.filter(([from], i) => i === 0 || from >= spans[i - 1][1])) {
    nodes.push(text.slice(done, start), h("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...nodes, text.slice(done)];
}
