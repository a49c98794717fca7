// Lists all keys, and lets them be changed: press the button of a command, then the key it is to have.
//
// A key that another command has, or that the browser needs, is refused with the reason.

import { COMMANDS, GROUPS } from "../actions/commands.js";
import { ask } from "../ground/dialog.js";
import { button, h } from "../ground/dom.js";
import { t, word } from "../ground/i18n.js";
import { commandOf, isReserved, keyName, keysOf, setKeys } from "../actions/keys.js";

/** Opens the list. */
export function showKeys() {
  const list = h("div", { class: "keys" });
  const said = h("p", { role: "status", class: "refusal" });
  const redraw = () => list.replaceChildren(...GROUPS.map((group) => section(group, redraw, said)));
  redraw();
  const reset = () => {
    for (const command of COMMANDS) setKeys(command, undefined);
    redraw();
  };
  return ask(
    t("keys.title"),
    [h("p", {}, t("keys.how")), said, h("div", { class: "scrolled" }, list)],
    [
      [t("keys.reset"), () => reset(), false],
      [t("close"), true, true],
    ],
    { className: "wide" },
  );
}

function section(group, redraw, said) {
  const lines = COMMANDS.filter((command) => command.group === group).map((command) => line(command, redraw, said));
  return h("section", {}, h("h3", {}, t(`group.${group}`)), h("dl", {}, lines));
}

function line(command, redraw, said) {
  const change = button([keysOf(command).map((key) => h("kbd", {}, showKey(key)))], () => {}, {
    class: "key",
    "aria-label": t("keys.change", t(`do.${command.id}`), keysOf(command).map(showKey).join(", ")),
    data: { command: command.id },
  });
  change.addEventListener("click", () => listenOnce(command, change, redraw, said));
  return h("div", {}, h("dt", {}, t(`do.${command.id}`)), h("dd", {}, change));
}

/** Waits for the key that a command is to have. Escape leaves things as they were. */
function listenOnce(command, change, redraw, said) {
  change.replaceChildren(t("keys.press"));
  said.textContent = t("keys.press");
  change.addEventListener("blur", redraw, { once: true });
  // Drawing takes the button away, which is a blur, too.
  const left = () => change.removeEventListener("blur", redraw);
  change.addEventListener("keydown", function pressed(event) {
    const name = keyName(event);
    if (["Control", "Shift", "Alt", "Meta", "AltGraph"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    change.removeEventListener("keydown", pressed);
    left();
    said.textContent = name === "Escape" ? "" : take(command, name);
    redraw();
    document.querySelector(`dialog [data-command="${command.id}"]`).focus();
  });
}

/** Gives the key to the command, if it is free; returns what is to be said. */
function take(command, name) {
  const owner = commandOf(name);
  if (owner && owner !== command) return t("keys.taken", showKey(name), t(`do.${owner.id}`));
  if (!owner && isReserved(name)) return t("keys.reserved", showKey(name));
  setKeys(command, [name]);
  return t("keys.changed", showKey(name), t(`do.${command.id}`));
}

/** Returns a key as it is written on keyboards. */
export function showKey(name) {
  return name
    .split(/(?<=.)\+/)
    .map((part) => word("key", part))
    .map((part) => (/^\p{Ll}$/u.test(part) ? part.toLocaleUpperCase() : part))
    .join(" ");
}
