// Looks for words as the search page does in the browser, without a browser.
//
// usage: node search.mjs STATIC PUBLISHED < JSON
//
// STATIC is a copy of static/ with a package.json that says that it holds modules; PUBLISHED the
// published folder. Reads `{"lang": …, "words": […], "distances": [[a, b, most], …],
// "excerpts": [[text, query], …], "queries": [{"index": …, "q": …, "today": …, "kind": …, "theme": …},
// …]}`, and prints what the modules make of each of them.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [, , folder, published] = process.argv;
const load = (name) => import(resolve(folder, "search", name));
const { words, roots } = await load("words.js");
const { distance, allowed } = await load("distance.js");
const { Index } = await load("index.js");
const { find } = await load("ranking.js");
const { filtered } = await load("filters.js");
const { excerpt, isSought, pieces } = await load("excerpt.js");

const asked = JSON.parse(readFileSync(0, "utf8"));
const root = await roots(asked.lang ?? "nl");

let fetched = [];
globalThis.fetch = async (address) => {
  const data = readFileSync(join(published, address));
  fetched.push(address);
  return { ok: true, json: async () => JSON.parse(data) };
};

async function answer({ index: address, q, today, kind = "", theme = "" }) {
  fetched = [];
  const index = await Index.open(address);
  const found = await find(index, root, q, today);
  const pages = filtered(found.pages, index, { kind, theme });
  const isMarked = isSought(found.sought, root);
  const cards = await Promise.all(pages.map((page) => index.card(page)));
  const texts = await Promise.all(pages.map((page) => index.text(page)));
  return {
    titles: cards.map((card) => card.title),
    texts: texts.map((text) => excerpt(text, isMarked)),
    corrected: found.corrected,
    partly: found.partly,
    fetched,
  };
}

function shown([text, query]) {
  const sought = words(query).map((word) => {
    const own = root(word);
    return { own, roots: new Set([own]), begin: "" };
  });
  const isMarked = isSought(sought, root);
  return pieces(excerpt(text, isMarked), isMarked)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join("");
}

const queries = [];
for (const query of asked.queries ?? []) queries.push(await answer(query));
process.stdout.write(
  JSON.stringify({
    words: (asked.words ?? []).map((text) => words(text)),
    roots: (asked.words ?? []).map((text) => words(text).map(root)),
    distances: (asked.distances ?? []).map(([one, other, most]) => distance(one, other, most)),
    allowed: (asked.distances ?? []).map(([one]) => allowed(one.length)),
    excerpts: (asked.excerpts ?? []).map(shown),
    queries,
  }),
);
