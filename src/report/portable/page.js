// The page that is sent: read, accept, edit, comment, and save what is to be sent back.
//
// All stands in this file: pairs as JSON lines in the data block, the words of the page in both languages
// below. What is done is kept in the browser at once, and leaves it only as the file that the person saves.
// Texts only ever become text nodes.
"use strict";

const WORDS = {
  en: {
    name: "Your name", save: "Save the file to send back", open: "Go on with a saved file", search: "Search",
    all: "all pairs", auto: "not decided", found: "with findings", mine: "changed by me", show: "Show",
    accept: "Accept", reject: "Reject", undo: "Undo", edit: "Edit", comment: "Comment", ok: "Save",
    cancel: "Cancel", pairs: "Pairs", translation: "Translation", count: (done, n) => `${done} of ${n} decided`,
    shown: (n) => `${n} shown`, saved: (file) => `${file} is saved: send it back`, unsaved: "not saved yet",
    kept: "kept in this browser; saved as a file with the button above", others: "this file is of another text",
    broken: "this is not a saved review", back: "what you did here before is back", none: "no pair fits",
    status: { auto: "not decided", accepted: "accepted", edited: "edited", rejected: "rejected" },
    was: "before", quote: (text) => `“${text}”`,
  },
  fr: {
    name: "Votre nom", save: "Enregistrer le fichier à renvoyer", open: "Reprendre un fichier enregistré",
    search: "Chercher", all: "toutes les paires", auto: "non décidées", found: "avec constats",
    mine: "changées par moi", show: "Montrer", accept: "Accepter", reject: "Rejeter", undo: "Reprendre",
    edit: "Modifier", comment: "Remarque", ok: "Enregistrer", cancel: "Annuler", pairs: "Paires",
    translation: "Traduction", count: (done, n) => `${done} sur ${n} décidées`, shown: (n) => `${n} montrées`,
    saved: (file) => `${file} est enregistré : renvoyez-le`, unsaved: "pas encore enregistré",
    kept: "gardé dans ce navigateur ; le bouton ci-dessus en fait un fichier",
    others: "ce fichier est d’un autre texte", broken: "ce n’est pas une relecture enregistrée",
    back: "ce que vous aviez fait ici est de retour", none: "aucune paire ne convient",
    status: { auto: "non décidée", accepted: "acceptée", edited: "modifiée", rejected: "rejetée" },
    was: "avant", quote: (text) => `« ${text} »`,
  },
};
const SIGNS = { auto: "○", accepted: "✓", edited: "✎", rejected: "✕" };

const data = JSON.parse(document.getElementById("data").textContent);
const words = WORDS[document.documentElement.lang] ?? WORDS.en;
const linesOf = (text) => text.split("\n").filter((line) => line.trim() !== "");
const base = linesOf(data.base).map((line) => JSON.parse(line));
const pairs = structuredClone(base);
const found = new Map();
for (const finding of data.findings) found.set(finding.pair, [...(found.get(finding.pair) ?? []), finding]);

/** Where the browser keeps what was done: by the bitext and what it said when it was sent. */
const NAME = `enregard ${data.name} ${data.base.length} ${checksum(data.base)}`;
let reviewer = "";
let current = 0;
let isFileBehind = false;
/** What stands open: { at, what: "text" or "comment", value }. */
let open = null;
const undone = [];

function checksum(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
}

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Returns a message with the quotation marks of the language for the backticks of checks. */
const quoted = (message) => message.replace(/`([^`]*)`/g, (_, text) => words.quote(text));
const target = (pair) => pair.translation[data.tgt];
const isChanged = (at) => JSON.stringify(pairs[at]) !== JSON.stringify(base[at]);

function say(text) {
  document.getElementById("said").textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (document.getElementById("said").textContent = ""), 4000);
}

/** Keeps what differs from what was sent; a browser that forbids it says so at the count. */
function keep() {
  const changed = Object.fromEntries(pairs.map((pair, at) => [at, pair]).filter(([at]) => isChanged(at)));
  try {
    localStorage.setItem(NAME, JSON.stringify({ reviewer, changed, open, current }));
  } catch {
    isFileBehind = true;
  }
}

function bringBack() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "null");
    if (!kept) return;
    ({ reviewer, open, current } = { reviewer: "", open: null, current: 0, ...kept });
    for (const [at, pair] of Object.entries(kept.changed)) pairs[at] = pair;
    isFileBehind = Object.keys(kept.changed).length > 0;
    if (isFileBehind || open) say(words.back);
  } catch {
    // Nothing was kept, or nothing may be.
  }
}

/** Changes a pair, remembers how it was, and signs. */
function change(at, fields) {
  undone.push([at, structuredClone(pairs[at])]);
  const signed = { reviewer: reviewer || pairs[at].reviewer, updated: new Date().toISOString().slice(0, 19) + "Z" };
  Object.assign(pairs[at], fields, signed);
  isFileBehind = true;
  draw(at);
  tell();
  keep();
}

function undo() {
  const last = undone.pop();
  if (!last) return;
  [current, pairs[last[0]]] = last;
  draw(last[0]);
  go(last[0]);
  tell();
  keep();
}

function decide(status) {
  if (open?.at === current && open.what === "text" && status === "accepted") closeEditor(true);
  change(current, { status });
  move(1);
}

function setText(at, text) {
  if (text === target(pairs[at])) return;
  const translation = { ...pairs[at].translation, [data.tgt]: text };
  change(at, { translation, [`${data.tgt}_segments`]: [], status: "edited" });
}

function openEditor(what) {
  if (open) closeEditor(true);
  const pair = pairs[current];
  open = { at: current, what, value: what === "text" ? target(pair) : pair.comment };
  draw(current);
  elements[current].querySelector("textarea").focus();
}

function closeEditor(isSaved) {
  const { at, what, value } = open;
  open = null;
  if (isSaved && what === "text") setText(at, value.replace(/\n+$/, ""));
  else if (isSaved && value !== pairs[at].comment) change(at, { comment: value.trim() });
  draw(at);
  keep();
  elements[at].focus({ preventScroll: true });
}

const elements = pairs.map((_, at) =>
  h("section", { class: "pair", tabindex: "-1", on: { click: () => current !== at && go(at, false) } }),
);

/** Pairs are laid out a block at a time, and blocks out of sight not at all (both by hand). */
const IN_BLOCK = 40;
const HEIGHT = 58;
const blocks = [];
for (let at = 0; at < elements.length; at += IN_BLOCK)
  blocks.push(h("div", { class: "block" }, elements.slice(at, at + IN_BLOCK)));

function draw(at) {
  const pair = pairs[at];
  const element = elements[at];
  const isCurrent = at === current;
  element.className = `pair ${pair.status} ${isCurrent ? "current" : ""}`;
  element.tabIndex = isCurrent ? 0 : -1;
  element.setAttribute("aria-label", `${pair.id}, ${words.status[pair.status]}`);
  if (isCurrent) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  element.replaceChildren(
    h("div", { class: "id" }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[pair.status]), h("span", {}, pair.id)),
    h("div", { class: "text src", lang: data.src, dir: "auto" }, pair.translation[data.src]),
    h("div", { class: "text tgt", lang: data.tgt, dir: "auto" }, open?.at === at && open.what === "text" ? editor() : target(pair)),
    ...[below(at, pair, isCurrent)].filter(Boolean),
  );
}

function editor() {
  const area = h("textarea", {
    value: open.value, rows: Math.ceil(open.value.length / 50) + 1, spellcheck: "true",
    "aria-label": open.what === "text" ? words.translation : words.comment,
    on: { input: () => ((open.value = area.value), keep()), keydown: editorKey },
  });
  const answer = (label, isSaved, name) => h("button", { type: "button", class: name, on: { click: () => closeEditor(isSaved) } }, label);
  return [area, h("div", { class: "actions" }, answer(words.ok, true, "main"), answer(words.cancel, false))];
}

function editorKey(event) {
  if (event.key === "Escape") closeEditor(false);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    closeEditor(true);
    move(1);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function below(at, pair, isCurrent) {
  const of = found.get(at) ?? [];
  const before = target(base[at]);
  const isEditing = open?.at === at && open.what === "comment";
  const button = (label, key, run) => h("button", { type: "button", on: { click: run } }, label, h("kbd", {}, key));
  const parts = [
    of.length > 0 && h("ul", {}, of.map(({ severity, message, suggestion }) => h("li", { class: severity }, quoted(message), suggestion && ` → ${suggestion}`))),
    isCurrent && before !== target(pair) && h("p", { class: "said", lang: data.tgt }, `${words.was} : `, h("del", {}, before)),
    pair.comment && !isEditing && h("p", { class: "said", dir: "auto" }, pair.comment),
    isEditing && editor(),
    isCurrent && !open && h("div", { class: "actions" },
      button(words.accept, "↵", () => decide("accepted")),
      button(words.edit, "E", () => openEditor("text")),
      button(words.comment, "C", () => openEditor("comment")),
      button(words.reject, "X", () => decide("rejected")),
      button(words.undo, "Z", undo)),
  ].filter(Boolean);
  return parts.length > 0 ? h("div", { class: "below" }, parts) : null;
}

function go(at, isMoved = true) {
  const before = current;
  current = at;
  if (before !== at) draw(before);
  draw(at);
  elements[at].focus({ preventScroll: true });
  if (isMoved) elements[at].scrollIntoView({ block: "nearest" });
}

function move(by) {
  for (let at = current + by; at >= 0 && at < pairs.length; at += by) if (!elements[at].hidden) return go(at);
  return go(current);
}

/** Letters without accents, quotes and spaces alike: what people type finds what is printed. */
const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").replace(/[«»“”„]/g, '"').replace(/[\s\u00a0\u202f]+/g, " ")
    .replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase();

const which = h("select", { "aria-label": words.show, on: { input: () => filter() } },
  ["all", "auto", "found", "mine"].map((name) => h("option", { value: name }, words[name])));
const search = h("input", { type: "search", placeholder: words.search, "aria-label": words.search, on: { input: () => filter() } });
const count = h("span", { class: "count", role: "status" });
const state = h("span", { class: "count" });
const who = h("input", { placeholder: words.name, "aria-label": words.name, autocomplete: "name", on: { input: () => ((reviewer = who.value.trim()), keep()) } });
const file = h("input", { type: "file", accept: ".json", hidden: true, "aria-label": words.open, on: { change: () => file.files[0]?.text().then(load) } });

function filter() {
  const wanted = folded(search.value.trim());
  const fits = (pair, at) =>
    (which.value === "all" || (which.value === "auto" && pair.status === "auto") || (which.value === "found" && found.has(at)) || (which.value === "mine" && isChanged(at))) &&
    (wanted === "" || folded(`${pair.translation[data.src]}\n${target(pair)}\n${pair.comment}`).includes(wanted));
  pairs.forEach((pair, at) => (elements[at].hidden = !fits(pair, at)));
  for (const block of blocks) {
    const shown = [...block.children].filter((element) => !element.hidden).length;
    block.hidden = shown === 0;
    block.style.containIntrinsicSize = `auto ${shown * HEIGHT}px`;
  }
  tell();
  const first = elements.findIndex((element) => !element.hidden);
  if (first < 0) return say(words.none);
  if (!elements[current].hidden) return undefined;
  const before = current;
  current = first;
  draw(before);
  return draw(first);
}

function tell() {
  const done = pairs.filter((pair) => pair.status !== "auto").length;
  const shown = elements.filter((element) => !element.hidden).length;
  count.textContent = words.count(done, pairs.length) + (shown < pairs.length ? ` · ${words.shown(shown)}` : "");
  state.textContent = isFileBehind ? words.unsaved : "";
  state.title = words.kept;
}

/** Saves the file that goes back: the pairs as they were sent, and as they are now. */
function save() {
  if (open) closeEditor(true);
  const review = pairs.map((pair) => JSON.stringify(pair) + "\n").join("");
  const out = { format: data.format, name: data.name, reviewer, base: data.base, review };
  const name = `${data.name.replace(/\.[^.]*$/, "")}${reviewer ? `.${reviewer.replace(/[^\p{L}\p{N}-]+/gu, "-")}` : ""}.review.json`;
  const url = URL.createObjectURL(new Blob([JSON.stringify(out)], { type: "application/json" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  isFileBehind = false;
  tell();
  say(words.saved(name));
}

function load(text) {
  try {
    const kept = JSON.parse(text);
    if (kept.format !== data.format) return say(words.broken);
    if (kept.base !== data.base) return say(words.others);
    linesOf(kept.review).forEach((line, at) => (pairs[at] = JSON.parse(line)));
    reviewer ||= kept.reviewer;
    who.value = reviewer;
    pairs.forEach((_, at) => draw(at));
    tell();
    keep();
  } catch {
    say(words.broken);
  }
  return undefined;
}

const KEYS = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  Enter: () => decide("accepted"), a: () => decide("accepted"), x: () => decide("rejected"),
  e: () => openEditor("text"), c: () => openEditor("comment"), z: undo, "/": () => search.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return save();
  }
  const isField = event.target.closest("input, textarea, select");
  if (isField && event.key === "Escape") elements[current].focus();
  const isPress = event.key === "Enter" && event.target.closest("button");
  if (isField || isPress || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  const run = KEYS[event.key];
  if (!run) return undefined;
  event.preventDefault();
  return run();
});
addEventListener("beforeunload", (event) => (isFileBehind || open) && event.preventDefault());

bringBack();
who.value = reviewer;
const headButton = (label, run, name) => h("button", { type: "button", class: name, on: { click: run } }, label);
document.getElementById("top").append(
  h("h1", {}, data.name), which, search, count, who,
  headButton(words.save, save, "main"), state, headButton(words.open, () => file.click()), file,
);
document.getElementById("pairs").setAttribute("aria-label", words.pairs);
document.getElementById("pairs").append(...blocks);
current = Math.min(current, pairs.length - 1);
pairs.forEach((_, at) => draw(at));
filter();
tell();
if (pairs.length > 0) go(current);
document.documentElement.dataset.ready = "";
