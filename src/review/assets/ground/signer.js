// Knows who is signing: whoever `--reviewer` names, else the name that this browser remembers.
//
// `--reviewer` wins, because it was said for this review, and the memory of a browser may be another person's.
// A name that is chosen on the page wins over both, in this window.

import { prefer, prefs } from "./prefs.js";

const CHOSEN = "enregard-signing";

export const signer = {
  /** The name that decisions are signed with. */
  name: sessionStorage.getItem(CHOSEN) ?? prefs.name ?? "",
  /** Whether `--reviewer` gave it. */
  isGiven: false,
};

/** Takes over what the server says; true if nobody has said a name yet. */
export function learnSigner({ reviewer, reviewer_given: isGiven }) {
  const chosen = sessionStorage.getItem(CHOSEN);
  signer.isGiven = isGiven && chosen === null;
  signer.name = chosen ?? (isGiven ? reviewer : (prefs.name ?? ""));
  return signer.name === "";
}

/** Signs with another name from now on. */
export function signAs(name) {
  prefer("name", name);
  sessionStorage.setItem(CHOSEN, name);
  signer.name = name;
  signer.isGiven = false;
}
