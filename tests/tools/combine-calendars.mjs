// Puts calendars together as the page about subscribing does in the browser.
//
// usage: node combine-calendars.mjs SCRIPT < JSON
//
// SCRIPT is static/combine-calendars.js. Reads a name and texts of .ics files, `{"name": …, "texts":
// […]}`, and prints the text of one; for texts that are no calendars it prints why, and returns 1.

import { readFileSync } from "node:fs";

// By its text, because Node.js reads a .js file without a package as something else than a module.
const script = readFileSync(process.argv[2]).toString("base64");
const { combine } = await import(`data:text/javascript;base64,${script}`);
const { name, texts } = JSON.parse(readFileSync(0, "utf8"));
try {
  process.stdout.write(combine(name, texts));
} catch (error) {
  process.stdout.write(error.message);
  process.exitCode = 1;
}
