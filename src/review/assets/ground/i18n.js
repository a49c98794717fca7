// Says things in the language of the person: French or English.
//
// A dictionary holds texts, or functions of what is counted or named, because French and English do
// not put plurals and names in the same places. tests/browser.rs checks that both have the same names.

import en from "./en.js";
import fr from "./fr.js";
import { prefs } from "./prefs.js";

const dictionaries = { en, fr };

export const languages = [
  ["fr", "Français"],
  ["en", "English"],
];

/** The language of the interface: chosen, or the browser's if it is French, else English. */
export const language = prefs.language || (navigator.language.startsWith("fr") ? "fr" : "en");

/** Returns what the dictionary says for `name`, with these values. */
export function t(name, ...values) {
  const said = dictionaries[language][name];
  return typeof said === "function" ? said(...values) : said;
}

/** Returns what the dictionary says for a word that the server sent, or the word itself. */
export function word(group, name) {
  return dictionaries[language][`${group}.${name}`] ?? name;
}

/** Returns what the server says in the language of the person: `name`, or `name_fr` where there is French. */
export const told = (from, name) => quoted((language === "fr" && from[`${name}_fr`]) || from[name] || "");

/** Returns a message with the quotation marks of the language for the backticks that the server writes. */
function quoted(message) {
  const parts = message.split("`");
  const areInPairs = parts.length % 2 === 1;
  return areInPairs
    ? parts.map((part, i) => (i % 2 === 1 ? dictionaries[language].quote(part) : part)).join("")
    : message;
}

/** The language as it is spoken where the person is: dates differ. */
const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
const numbers = new Intl.NumberFormat(locale);
const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
/** The last probability that one decimal tells from 100 %. */
const NEARLY = 0.999;
const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const names = new Intl.DisplayNames([language], { type: "language" });

export const number = (value) => numbers.format(value);

/** Returns a probability; what is nearly sure is not said to be so. */
export const percent = (value) =>
  value > NEARLY && value < 1 ? `>${percents.format(NEARLY)}` : percents.format(value);

/** Returns a moment (RFC 3339) as people write it, or the text itself if it is none. */
export function moment(text) {
  const at = new Date(text);
  return Number.isNaN(at.valueOf()) ? text : dates.format(at);
}

/** Returns the name of a language by its code. */
export function languageName(code) {
  try {
    return names.of(code);
  } catch {
    return code;
  }
}
