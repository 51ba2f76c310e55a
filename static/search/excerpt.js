// The part of a text in which the sought words stand, cut in pieces of which some are marked.

import { words } from "./words.js";

const LENGTH = 220; // characters
const BEFORE = 60; // characters before the first sought word
const SHORTEST_PART = 3; // letters of a word that is marked within another
const WORD = /[\p{Letter}\p{Mark}\p{Number}]+/gu;

/** A function that tells whether a word of a text is one of those sought. */
export function isSought(sought, root) {
  return (written) =>
    words(written).some((word) => {
      const its = root(word);
      return sought.some(
        ({ own, roots, begin }) =>
          roots.has(its) ||
          (begin.length >= SHORTEST_PART && word.startsWith(begin)) ||
          (own.length >= SHORTEST_PART && its.endsWith(own)),
      );
    });
}

/** A text in pieces, `{ text, marked }`. */
export function pieces(text, isMarked) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    if (!isMarked(match[0])) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index), marked: false });
    found.push({ text: match[0], marked: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}

/** The stretch of a text with the most different sought words; "" where it has none. */
export function excerpt(text, isMarked) {
  const hits = [...text.matchAll(WORD)]
    .filter((match) => isMarked(match[0]))
    .map((match) => ({ at: match.index, word: words(match[0]).join() }));
  if (!hits.length) return "";
  let best = hits[0];
  let most = 0;
  for (const hit of hits) {
    const near = hits.filter(({ at }) => at >= hit.at && at < hit.at + LENGTH - BEFORE);
    const different = new Set(near.map(({ word }) => word)).size;
    if (different > most) [best, most] = [hit, different];
  }
  return cut(text, Math.max(0, best.at - BEFORE));
}

/** A stretch from about a place, of whole words. */
function cut(text, from) {
  const start = from ? text.indexOf(" ", from) + 1 : 0;
  if (text.length <= start + LENGTH) return (start ? "… " : "") + text.slice(start);
  const end = text.lastIndexOf(" ", start + LENGTH);
  return `${start ? "… " : ""}${text.slice(start, end > start ? end : start + LENGTH)} …`;
}
