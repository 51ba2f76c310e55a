// Reads iCalendar files with ical.js, as Thunderbird does.
//
// usage: node ical.js.mjs FILE...
//
// Prints a line of JSON for each file: its events. Times are instants in UTC, days are days. No time
// zone is registered, so the only ones that ical.js knows are those that a file itself defines.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function when(event, name) {
  const property = event.getFirstProperty(name);
  const time = property.getFirstValue();
  if (time.isDate) return time.toString();
  const tzid = property.getParameter("tzid");
  if (tzid && time.zone.component?.parent !== event.parent) {
    throw new Error(`${tzid} is a zone that the calendar does not define`);
  }
  return time.toJSDate().toISOString().replace(".000Z", "Z");
}

function read(event) {
  const value = (name) => event.getFirstPropertyValue(name) ?? "";
  return {
    uid: value("uid"),
    start: when(event, "dtstart"),
    end: when(event, "dtend"),
    status: value("status"),
    sequence: value("sequence"),
    summary: value("summary"),
    description: value("description"),
    location: value("location"),
  };
}

for (const file of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  const events = calendar.getAllSubcomponents("vevent").map(read);
  console.log(JSON.stringify({ problems: [], events }));
}
