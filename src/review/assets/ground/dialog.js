// Asks the person something in a dialog of the browser's own, which keeps the focus inside and gives it back.

import { button, h } from "./dom.js";
import { t } from "./i18n.js";

let count = 0;

/**
 * Opens a dialog and resolves to what its buttons or its form answer, or to null if it is left.
 * `answers` are `[label, value, isMain]`; `value` may be a function that is called when the button is
 * pressed and may return undefined to keep the dialog open.
 */
export function ask(title, body, answers = [], { className = "" } = {}) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    let answer = null;
    const finish = (value) => {
      const found = typeof value === "function" ? value() : value;
      if (found === undefined) return;
      answer = found;
      dialog.close();
    };
    const main = answers.find(([, , isMain]) => isMain);
    const id = `dialog-${count++}`;
    const heading = h("h2", { id }, title);
    const form = h(
      "form",
      {
        on: {
          submit: (event) => {
            event.preventDefault();
            if (main) finish(main[1]);
          },
        },
      },
      h(
        "div",
        { class: "title" },
        heading,
        button("×", () => dialog.close(), { class: "close", "aria-label": t("close") }),
      ),
      h("div", { class: "body" }, body),
      answers.length > 0 &&
        h(
          "div",
          { class: "answers" },
          answers.map((entry) => answerButton(entry, finish)),
        ),
    );
    const dialog = h(
      "dialog",
      { "aria-labelledby": id, class: className, on: { keydown: submitByKey, click: leaveOutside } },
      form,
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (back?.isConnected) back.focus({ preventScroll: true });
      resolve(answer);
    });
    document.dispatchEvent(new Event("asking"));
    document.body.append(dialog);
    dialog.showModal();
    (
      dialog.querySelector("[autofocus]") ??
      dialog.querySelector(".answers .main") ??
      dialog.querySelector(".close")
    ).focus();
  });
}

function answerButton([label, value, isMain], finish) {
  return isMain ? h("button", { type: "submit", class: "main" }, label) : button(label, () => finish(value));
}

/** Enter answers from a choice too, and Ctrl+Enter from a text area, where Enter is a line. */
function submitByKey(event) {
  const answers = event.target.matches("select") || event.ctrlKey || event.metaKey;
  if (event.key !== "Enter" || !answers) return;
  event.preventDefault();
  event.currentTarget.querySelector("form").requestSubmit();
}

function leaveOutside(event) {
  if (event.target === event.currentTarget) event.currentTarget.close();
}

/** Asks for a text; resolves to it, or null. */
export function askText(title, { label, value = "", before = [], isLong = false, required = true }) {
  const input = h(isLong ? "textarea" : "input", {
    value,
    autofocus: true,
    rows: isLong ? "4" : null,
    required,
    "aria-label": label,
    spellcheck: "true",
  });
  return ask(
    title,
    [before, h("label", { class: "field" }, h("span", {}, label), input)],
    [
      [t("cancel"), null, false],
      [t("ok"), () => (required && !input.value.trim() ? undefined : input.value.trim()), true],
    ],
  );
}

/** Asks yes or no. */
export const confirm = (title, text, yes) =>
  ask(title, h("p", {}, text), [
    [t("cancel"), null, false],
    [yes, true, true],
  ]);
