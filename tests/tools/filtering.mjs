// Narrows listings down as their page does in the browser, without a browser.
//
// usage: node filtering.mjs STATIC < JSON
//
// STATIC is a copy of static/ with a package.json that says that it holds modules. Reads `{"now": …,
// "data": …, "choices": [{"theme": […], …}, …], "moments": [[iso, zone], …]}`; a day is counted from 1
// January 1970. Prints what is wanted and counted of each choice, the periods and the days of the
// moments.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const { narrowed, periods, today, unpacked } = await import(
  resolve(join(process.argv[2], "filtering.js"))
);
const asked = JSON.parse(readFileSync(0, "utf8"));
const data = unpacked(asked.data, asked.now);
const answer = {
  narrowed: asked.choices.map((choice) => narrowed(data, choice)),
  periods: periods(asked.now),
  days: asked.moments.map(([iso, zone]) => today(new Date(iso), zone)),
};
console.log(JSON.stringify(answer));
