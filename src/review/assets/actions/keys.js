// Turns key presses into commands. Which key does what can be changed (see keysdialog.js) and is remembered.
//
// A key is named by what it types ("j", "Shift+M", "?", "Ctrl+S"), so that "?" is where the person's keyboard
// has it. In a text field letters are text; on a button Enter and Space belong to the button; in the panels
// arrows scroll. Keys that a browser or a screen reader claims (Tab, Alt, Insert, F-keys but F2) are left alone.

import { COMMANDS } from "./commands.js";
import { prefer, prefs } from "../ground/prefs.js";
import { typeInto } from "./turns.js";

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

export const isReserved = (name) =>
  RESERVED.test(name) || ["Control", "Shift", "Alt", "Meta", "AltGraph"].some((bare) => name.endsWith(bare));

/** Gives a command other keys, or with undefined the usual ones again. */
export function setKeys(command, keys) {
  const chosen = { ...prefs.keys };
  if (keys === undefined) delete chosen[command.id];
  else chosen[command.id] = keys;
  prefer("keys", chosen);
}

/**
 * Listens to the whole page. `turns` does commands one after another; `take(name)` may claim a key first (the
 * caret does), `run(command)` does a command.
 */
export function listen({ turns, take, run }) {
  document.addEventListener("keydown", (event) => {
    const name = keyName(event);
    if (event.defaultPrevented || event.isComposing || belongsElsewhere(event.target, name)) return;
    if (turns.isBusy) keep(event, name);
    else if (take(name)) event.preventDefault();
    else if (commandOf(name)) {
      event.preventDefault();
      turns.take(() => run(commandOf(name)));
    }
  });

  /** Keeps a key till its turn comes; where it belongs is seen then. */
  function keep(event, name) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isForBrowser = (ctrlKey || metaKey) && [...key].length === 1 && !commandOf(name);
    if (altKey || isBare(key) || isForBrowser) return;
    event.preventDefault();
    turns.take(() => {
      const field = document.activeElement?.closest("textarea, input");
      if (field) return typeInto(field, { key, ctrlKey, metaKey, shiftKey });
      return isAsking() || take(name) ? undefined : run(commandOf(name));
    });
  }
}

const isBare = (key) => ["Control", "Shift", "Alt", "Meta", "AltGraph", "Tab"].includes(key);

const isAsking = () => document.querySelector("dialog[open], [popover]:popover-open") !== null;

function belongsElsewhere(target, name) {
  if (isAsking()) return true;
  if (name === "Ctrl+S") return false;
  if (target.closest("input, textarea, select")) return true;
  if (PRESS.has(name) && target.closest("button, a, summary")) return true;
  return SCROLL.has(name) && !target.closest("#bitext") && target !== document.body;
}
