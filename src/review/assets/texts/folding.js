// Finds in a text what the server found in it, so that it can be marked: texts are folded as src/review/search.rs
// does it. Apostrophes, quotation marks, dashes and spaces of all kinds are the same, and so are letters with
// and without accents, small and capital ones.

const SAME = new Map([
  ..."’‘ʼ′´`".split("").map((sign) => [sign, "'"]),
  ..."“”„″".split("").map((sign) => [sign, '"']),
  ..."‐‑–—".split("").map((sign) => [sign, "-"]),
  ["…", "..."],
  ["œ", "oe"],
  ["Œ", "oe"],
  ["æ", "ae"],
  ["Æ", "ae"],
]);
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff\p{M}]/u;

/** Returns the folded text, and for each of its units where what it was made of begins and ends. */
export function fold(text) {
  const folded = { text: "", starts: [], ends: [] };
  const push = (part, start, end) => {
    folded.text += part;
    folded.starts.push(...Array(part.length).fill(start));
    folded.ends.push(...Array(part.length).fill(end));
  };
  const popSpace = () => {
    if (!folded.text.endsWith(" ")) return;
    folded.text = folded.text.slice(0, -1);
    folded.starts.pop();
    folded.ends.pop();
  };
  let start = 0;
  let isAfterOpening = false;
  for (const sign of text) {
    const end = start + sign.length;
    const wasAfterOpening = isAfterOpening;
    isAfterOpening = false;
    if (UNSEEN.test(sign)) folded.ends[folded.ends.length - 1] = end;
    else if (/\s/u.test(sign)) {
      isAfterOpening = wasAfterOpening;
      if (!wasAfterOpening && !folded.text.endsWith(" ")) push(" ", start, end);
    } else if (sign === "«") {
      push('"', start, end);
      isAfterOpening = true;
    } else {
      if ("»?!:;".includes(sign)) popSpace();
      push(sign === "»" ? '"' : (SAME.get(sign) ?? plain(sign)), start, end);
    }
    start = end;
  }
  return folded;
}

const plain = (sign) => sign.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Returns a function from a text to the places `[start, end]` of what is searched in it. */
export function finder({ text, regex, case: isExact }) {
  const wanted = fold(text).text;
  if (!regex && !isExact && wanted.trim() !== "") return (within) => foldedPlaces(fold(within), wanted);
  try {
    const source = regex ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    const expression = new RegExp(source, isExact || !regex ? "gu" : "giu");
    const place = (match) => [match.index, match.index + match[0].length];
    return (within) => [...within.matchAll(expression)].filter((match) => match[0]).map(place);
  } catch {
    // What the server takes for a regular expression and the browser does not is found, and not marked.
    return null;
  }
}

function foldedPlaces({ text, starts, ends }, wanted) {
  const places = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    places.push([starts[at], ends[at + wanted.length - 1]]);
  return places;
}
