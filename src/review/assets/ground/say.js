// Says what was done, in words at the foot of the page that a screen reader reads out.

/** How long a message stays, in ms; a failure stays longer, for it asks to be read. */
const STAYS = 4000;
const STAYS_BAD = 12000;
let timer = 0;

/** Shows a message; `isBad` when something could not be done. */
export function say(text, isBad = false) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.className = isBad ? "bad" : "";
  clearTimeout(timer);
  timer = setTimeout(() => (place.textContent = ""), isBad ? STAYS_BAD : STAYS);
}

/** Shows why something failed, with what to do if that is known. */
export const sayError = (error) => say([error.message, error.hint].filter(Boolean).join(" — "), true);
