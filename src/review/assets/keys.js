// Turns key presses into commands. Which key does what can be changed (see keysdialog.js) and is remembered.
//
// A key is named by what it types ("j", "Shift+M", "?", "Ctrl+S"), so that "?" is where the person's keyboard
// has it. In a text field letters are text; on a button Enter and Space belong to the button; in the panels
// arrows scroll. Keys that a browser or a screen reader claims (Tab, Alt, Insert, F-keys but F2) are left alone.

import { COMMANDS } from "./commands.js";
import { prefer, prefs } from "./prefs.js";

const PRESS = new Set(["Enter", "Space"]);
const SCROLL = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);
/** What nobody may take: the browser, the screen reader, or the page itself needs these. */
const RESERVED = /^(Tab|Shift\+Tab|Escape|Space|F1|F3|F5|F6|F7|F1\d|Insert|.*Alt\+.*|Ctrl\+[A-FH-RT-XW]|Ctrl\+Tab)$/;

/** Returns the name of a pressed key. */
export function keyName(event) {
  const key = event.key === " " ? "Space" : event.key;
  const isLetter = /^\p{L}$/u.test(key);
  const shift = event.shiftKey && (isLetter || key.length > 1);
  const control = event.ctrlKey || event.metaKey;
  const name = isLetter && (shift || control) ? key.toLocaleUpperCase() : key;
  return [control && "Ctrl", event.altKey && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

/** Returns the keys of a command: those chosen, or the usual ones. */
export const keysOf = (command) => prefs.keys?.[command.id] ?? command.keys;

/** Returns the command that a key does, or undefined. */
export const commandOf = (name) => COMMANDS.find((command) => keysOf(command).includes(name));

export const isReserved = (name) => RESERVED.test(name) || ["Control", "Shift", "Alt", "Meta", "AltGraph"].some((bare) => name.endsWith(bare));

/** Gives a command other keys, or with undefined the usual ones again. */
export function setKeys(command, keys) {
  const chosen = { ...prefs.keys };
  if (keys === undefined) delete chosen[command.id];
  else chosen[command.id] = keys;
  prefer("keys", chosen);
}

/** Listens to the whole page. `take(name, event)` may claim a key first (the caret does). */
export function listen(app, take) {
  document.addEventListener("keydown", (event) => {
    const name = keyName(event);
    if (event.defaultPrevented || event.isComposing || belongsElsewhere(event.target, name)) return;
    if (take(name, event)) return event.preventDefault();
    const command = commandOf(name);
    if (!command) return;
    event.preventDefault();
    command.run(app);
  });
}

function belongsElsewhere(target, name) {
  if (document.querySelector("dialog[open], [popover]:popover-open")) return true;
  if (name === "Ctrl+S") return false;
  if (target.closest("input, textarea, select")) return true;
  if (PRESS.has(name) && target.closest("button, a, summary")) return true;
  return SCROLL.has(name) && !target.closest("#bitext") && target !== document.body;
}
