// Shows what differs between two texts: words that went are struck, words that came are underlined.
//
// The longest common subsequence of the words, by the plain table: texts here are a pair long. Beyond
// LIMIT words nothing is compared and both texts are shown whole.

import { h } from "../ground/dom.js";

const LIMIT = 600;

/** Returns nodes that show how `before` became `after`. */
export function difference(before, after) {
  const [a, b] = [words(before), words(after)];
  if (a.length > LIMIT || b.length > LIMIT) return [h("del", {}, before), " ", h("ins", {}, after)];
  const longest = table(a, b);
  const nodes = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      nodes.push(a[i++]);
      j++;
    } else if (j >= b.length || (i < a.length && longest[i + 1][j] >= longest[i][j + 1]))
      nodes.push(h("del", {}, a[i++]));
    else nodes.push(h("ins", {}, b[j++]));
  }
  return nodes;
}

const words = (text) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** Returns, for each pair of places, how many words the rests have in common. */
function table(a, b) {
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i][j] = a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}
