// Words, as hubgen/search/words.py makes them of the pages; a test compares the two.

const LONGEST = 40; // letters
const SHORTEST = 3; // letters that are left of a word when its end is taken off
const WORD = /[\p{Letter}\p{Number}]+/gu;
const TWINS = /([bcdfgklmnprst])\1$/;
const LONG_VOWEL = /([aeou])\1([^aeiou]+)$/;
const IRREGULAR = new Map(Object.entries({ kinder: "kind", led: "lid", sted: "stad" }));

/** The words of a text in their order, without capitals and accents. */
export function words(text) {
  const plain = text.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
  const found = plain.match(WORD) ?? [];
  return found.filter(
    (word) => (word.length > 1 && word.length <= LONGEST) || /^\p{Decimal_Number}+$/u.test(word),
  );
}

/** A function that gives what all forms of a word have in common; only its language is loaded. */
export async function roots(lang) {
  const known = new Map();
  const root = lang === "nl" ? await dutch() : await english();
  return (word) => {
    if (!known.has(word)) known.set(word, root(word));
    return known.get(word);
  };
}

async function english() {
  const { EnglishStemmer } = await import("../vendor/snowball/english-stemmer.js");
  const stemmer = new EnglishStemmer();
  // Here the versions of Snowball differ.
  return (word) => (word.startsWith("internation") ? "internation" : stemmer.stemWord(word));
}

async function dutch() {
  const { DutchPorterStemmer } = await import("../vendor/snowball/dutch_porter-stemmer.js");
  const stemmer = new DutchPorterStemmer();
  return (word) => spelledAlike(stemmer.stemWord(/[ei]een$/.test(word) ? word.slice(0, -2) : word));
}

/** One spelling for a Dutch stem: brug, bruggen; huis, huizen; materiaal, materialen. */
function spelledAlike(stem) {
  stem = stem.replace(TWINS, "$1");
  if (/[kp]t$/.test(stem) && stem.length > SHORTEST + 1) stem = stem.slice(0, -1);
  stem = without(stem, "s");
  stem = without(stem, "e");
  stem = stem.replace(TWINS, "$1").replace(/v$/, "f").replace(/z$/, "s");
  stem = without(stem, "s").replace(LONG_VOWEL, "$1$2");
  return IRREGULAR.get(stem) ?? stem;
}

const without = (stem, end) =>
  stem.endsWith(end) && stem.length > SHORTEST ? stem.slice(0, -1) : stem;
