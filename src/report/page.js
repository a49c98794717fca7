"use strict";
// Filters the pairs by severity, check and text. Without it everything is shown.
const form = document.querySelector(".filters");
const rows = [...document.querySelectorAll("tr.pair")];
const buttons = [...document.querySelectorAll("button[data-check]")];
const rank = { none: 0, info: 1, warning: 2, error: 3 };
// Letters without accents, quotes and spaces alike: what people type finds what is printed.
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").replace(/[«»“”„]/g, '"')
    .replace(/[\s\u00a0\u202f]+/g, " ").replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase();
}
const texts = rows.map((row) => folded(row.textContent));
function filter() {
  const least = Number(form.elements.least.value);
  const text = folded(form.elements.text.value);
  const checks = buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.check);
  let shown = 0;
  for (const [at, row] of rows.entries()) {
    const level = rank[row.classList[1]] || 0;
    const has = checks.length === 0 || checks.some((c) => row.querySelector(`li[data-check="${c}"]`));
    row.hidden = level < least || !has || !texts[at].includes(text);
    shown += row.hidden ? 0 : 1;
  }
  const output = form.querySelector("output");
  output.textContent = `${shown} ${output.dataset.of} ${rows.length}`;
}
for (const button of buttons) {
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    filter();
  });
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
filter();
