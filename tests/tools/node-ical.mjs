// Reads iCalendar files with node-ical, as many small programs on servers do.
//
// usage: node node-ical.mjs FILE...
//
// Prints a line of JSON for each file: its events. Times are instants in UTC, days are days. For a
// zone that has an IANA name, node-ical asks Node.js what the clocks show there, not the file.

import { readFileSync } from "node:fs";
import ical from "node-ical";

function when(date) {
  if (!date.dateOnly) return date.toISOString().replace(".000Z", "Z");
  const digits = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${digits(date.getMonth() + 1)}-${digits(date.getDate())}`;
}

function read(event) {
  return {
    uid: event.uid,
    start: when(event.start),
    end: when(event.end),
    status: event.status ?? "",
    sequence: event.sequence,
    summary: event.summary ?? "",
    description: event.description ?? "",
    location: event.location ?? "",
  };
}

for (const file of process.argv.slice(2)) {
  const parts = Object.values(ical.sync.parseFile(file));
  const events = parts.filter((part) => part.type === "VEVENT").map(read);
  console.log(JSON.stringify({ problems: [], events }));
}
