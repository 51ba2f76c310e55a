// How many mistakes are between two words: a letter too many, too few or wrong, or two that changed
// places (Damerau and Levenshtein, as "optimal string alignment").

/** The number of mistakes; `most + 1` when it is more than `most`. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = [];
  let current = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    [before, last, current] = [last, current, [i]];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(last[j] + 1, current[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2] + 1);
      current[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
  }
  return Math.min(current[other.length], most + 1);
}

/** How many mistakes a word of a length may have. */
export function allowed(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
