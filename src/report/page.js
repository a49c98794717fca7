"use strict";
// Filters the pairs by severity, check and text. Without it everything is shown.
const form = document.querySelector(".filters");
const rows = [...document.querySelectorAll("tr.pair")];
const buttons = [...document.querySelectorAll("button[data-check]")];
const rank = { none: 0, info: 1, warning: 2, error: 3 };
function filter() {
  const least = Number(form.elements.least.value);
  const text = form.elements.text.value.toLocaleLowerCase();
  const checks = buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.check);
  let shown = 0;
  for (const row of rows) {
    const level = rank[row.classList[1]] || 0;
    const has = checks.length === 0 || checks.some((c) => row.querySelector(`li[data-check="${c}"]`));
    row.hidden = level < least || !has || !row.textContent.toLocaleLowerCase().includes(text);
    shown += row.hidden ? 0 : 1;
  }
  form.querySelector("output").textContent = `${shown} of ${rows.length} pairs`;
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
