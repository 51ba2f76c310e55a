// Says how far away meetings are, as a page does in the browser.
//
// usage: node live.mjs STATIC < JSON
//
// STATIC is a copy of static/ with a package.json that says that it holds modules. Reads
// `{"lang": …, "zone": …, "words": {…}, "days": […], "meetings": [[now, start], …]}`, with `now` in
// milliseconds since 1970, and prints what is said of each number of days and of each meeting.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const { dayIn, far, nearness } = await import(join(process.argv[2], "live.js"));
const { lang, zone, words, days, meetings } = JSON.parse(readFileSync(0, "utf8"));
const day = dayIn(zone);
console.log(
  JSON.stringify({
    days: days.map((count) => far(count, lang)),
    meetings: meetings.map(([now, start]) => nearness(now, start, words, lang, day).said),
  }),
);
