// What a listing is narrowed down to: which entries are wanted, and how many there would be of each
// value. Knows no page, so that it can be tried without one.

const DAY = 86_400_000; // milliseconds

/** The number of a day since 1 January 1970, of a day as `2025-03-12`. */
export const dayNumber = (iso) => Date.parse(`${iso}T00:00Z`) / DAY;

/** What day it is at a moment in a zone. */
export function today(moment, zone) {
  const parts = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  return dayNumber(new Intl.DateTimeFormat("sv-SE", parts).format(moment));
}

/** The first and last day of each period; what is past has no first, what is later no last. */
export function periods(now) {
  const date = new Date(now * DAY);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  // The same day of the month three months on, or the last day of a shorter month.
  const last = new Date(Date.UTC(year, month + 4, 0)).getUTCDate();
  const quarter = Date.UTC(year, month + 3, Math.min(day, last)) / DAY;
  return {
    week: [now, now + ((7 - date.getUTCDay()) % 7)],
    month: [now, Date.UTC(year, month + 1, 0) / DAY],
    quarter: [now, quarter],
    later: [quarter + 1, Infinity],
  };
}

/** Which periods something is in that has these days: a first and a last of each meeting. */
export function periodsOf(days, spans, now) {
  const found = Object.keys(spans).filter((name) => {
    const [first, last] = spans[name];
    return days.some((day, at) => at % 2 === 0 && day <= last && days[at + 1] >= first);
  });
  if (days.every((day) => day < now)) found.push("past");
  return found;
}

/** The places of the entries that have each value, by facet, from the file beside a listing. */
export function unpacked(data, now) {
  const facets = {};
  for (const [name, values] of Object.entries(data.facets)) {
    facets[name] = {};
    for (const [value, steps] of Object.entries(values)) {
      let place = 0;
      facets[name][value] = steps.map((step) => (place += step));
    }
  }
  if (data.days.length) {
    facets.period = {};
    const spans = periods(now);
    for (const [place, ...days] of data.days)
      for (const name of periodsOf(days, spans, now)) (facets.period[name] ??= []).push(place);
  }
  return { count: data.count, facets };
}

/**
 * Which entries are wanted, and how many there would be of each value: several values of one facet
 * mean “or”, facets between each other “and”. A value counts what the other facets leave.
 */
export function narrowed({ count, facets }, choice) {
  const names = Object.keys(facets).filter((name) => choice[name]?.length);
  const has = new Uint8Array(count); // in how many facets an entry has a value that was chosen
  const of = {};
  for (const name of names) {
    const own = (of[name] = new Uint8Array(count));
    for (const value of choice[name]) for (const place of facets[name][value] ?? []) own[place] = 1;
    own.forEach((one, place) => (has[place] += one));
  }
  const counts = {};
  for (const [name, values] of Object.entries(facets)) {
    const own = of[name];
    const others = names.length - (own ? 1 : 0);
    counts[name] = {};
    for (const [value, places] of Object.entries(values)) {
      let total = 0;
      for (const place of places) if (has[place] - (own ? own[place] : 0) === others) total += 1;
      counts[name][value] = total;
    }
  }
  const wanted = [];
  has.forEach((one, place) => one === names.length && wanted.push(place));
  return { wanted, counts };
}
