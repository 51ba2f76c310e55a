// Which pages a query finds, the best first.

import { allowed, distance } from "./distance.js";
import { words } from "./words.js";

const MOST_WORDS = 12; // of a query
const MOST_BEGUN = 30; // words that begin as the last one does
const SHORTEST_BEGUN = 3; // letters
const BEGUN = 0.5; // what a word that begins so counts
const MISTAKEN = 0.7; // what a word counts that was probably meant
const MOST_WEIGHT = 63; // as in hubgen/search/weighing.py
const SOON = 1.08; // for what is still to come
const LONG_AGO = 0.15; // less, for what was over two years ago
const TWO_YEARS = 730; // days

/**
 * What a query finds. `root` gives a word's root, `today` is a day counted from 1970.
 *
 * `pages` are the numbers of pages in order, `sought` the words by which they were found,
 * `corrected` pairs of a word as typed and as it was probably meant, `partly` whether no page has
 * all words.
 */
export async function find(index, root, query, today) {
  const typed = [...new Set(words(query))].slice(0, MOST_WORDS);
  const telling = typed.filter((word) => !index.stop.includes(word));
  const isBegun = !/\s$/.test(query);
  const meant = await Promise.all(
    telling.map((word, place) => meanings(index, root, word, isBegun && place === telling.length - 1)),
  );
  const scores = meant.map((one) => scored(one.pages, index.size));
  let pages = shared(scores);
  const partly = pages.size === 0 && telling.length > 1;
  if (partly) pages = some(scores);
  return {
    pages: ordered(pages, index.end, today),
    sought: meant.map((one) => one.sought),
    corrected: meant.filter((one) => one.corrected).map((one) => [one.typed, one.corrected]),
    partly: partly && pages.size > 0,
  };
}

/** What a typed word may mean, and the pages that have it with the greatest weight of each. */
async function meanings(index, root, typed, isBegun) {
  const own = root(typed);
  const weights = new Map([[own, 1]]); // by root
  let pages = await index.pagesWith(own);
  let begun = [];
  let corrected = "";
  if (isBegun && typed.length >= SHORTEST_BEGUN) {
    const known = await index.wordsFrom(typed[0]);
    begun = known.filter((word) => word.startsWith(typed)).slice(0, MOST_BEGUN);
    for (const word of begun) if (!weights.has(root(word))) weights.set(root(word), BEGUN);
  }
  if (!pages.size && !begun.length && typed.length >= SHORTEST_BEGUN) {
    // Most compounds are found by their parts; here are those of which the hub knows neither part.
    begun = (await index.allWords()).filter((word) => root(word).endsWith(own));
    for (const word of begun) weights.set(root(word), BEGUN);
  }
  if (!pages.size && !begun.length) {
    const nearest = await near(index, typed);
    corrected = nearest[0] ?? "";
    for (const word of nearest) weights.set(root(word), MISTAKEN);
  }
  const others = [...weights].filter(([one]) => one !== own);
  const found = await Promise.all(others.map(([one]) => index.pagesWith(one)));
  pages = new Map(pages);
  others.forEach(([, weight], place) => {
    for (const [page, its] of found[place]) {
      pages.set(page, Math.max(pages.get(page) ?? 0, its * weight));
    }
  });
  const sought = { own, roots: new Set(weights.keys()), begin: isBegun ? typed : "" };
  return { typed, corrected, pages, sought };
}

/** The words of the hub with the fewest mistakes between them and what was typed. */
async function near(index, typed) {
  let most = allowed(typed.length);
  if (!most) return [];
  // The first letter is right, is missing, or changed places with the next.
  const files = new Set([typed[0], typed[1]]);
  const known = (await Promise.all([...files].map((letter) => index.wordsFrom(letter)))).flat();
  let found = [];
  for (const word of new Set(known)) {
    const mistakes = distance(typed, word, most);
    if (mistakes > most) continue;
    if (mistakes < most) [most, found] = [mistakes, []];
    found.push(word);
  }
  return found.slice(0, 3);
}

/** A word's pages with their scores: it counts for more the fewer pages have it. */
function scored(pages, size) {
  const rarity = Math.log(1 + (size - pages.size + 0.5) / (pages.size + 0.5));
  return new Map([...pages].map(([page, weight]) => [page, (rarity * weight) / MOST_WEIGHT]));
}

/** The pages that have every word, with the sum of their scores. */
function shared(scores) {
  const [fewest, ...others] = scores.toSorted((one, other) => one.size - other.size);
  const found = new Map();
  for (const [page, score] of fewest ?? []) {
    if (others.every((one) => one.has(page))) {
      found.set(page, others.reduce((sum, one) => sum + one.get(page), score));
    }
  }
  return found;
}

/** The pages that have some of the words; the more of them, the higher. */
function some(scores) {
  const found = new Map();
  const times = new Map();
  for (const one of scores) {
    for (const [page, score] of one) {
      found.set(page, (found.get(page) ?? 0) + score);
      times.set(page, (times.get(page) ?? 0) + 1);
    }
  }
  for (const [page, score] of found) found.set(page, score * (times.get(page) / scores.length) ** 2);
  return found;
}

/** Pages by their scores; an event that is to come before one of long ago, the soonest first. */
function ordered(pages, end, today) {
  const timely = (page) => {
    if (!end[page]) return 1;
    if (end[page] >= today) return SOON;
    return 1 - LONG_AGO * Math.min(1, (today - end[page]) / TWO_YEARS);
  };
  const away = (page) => (end[page] ? Math.abs(end[page] - today) : 0);
  return [...pages]
    .map(([page, score]) => [page, score * timely(page)])
    .sort(([one, its], [other, others]) => others - its || away(one) - away(other) || one - other)
    .map(([page]) => page);
}
