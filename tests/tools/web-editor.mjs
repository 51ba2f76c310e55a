// Prints what the web editor's scripts make of the jobs that come in: node web-editor.mjs FOLDER < JOBS
// Each job is a script's file, one of its functions, and what that is given.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const jobs = JSON.parse(readFileSync(0, "utf-8"));
const said = [];
for (const [file, name, ...given] of jobs) {
  const script = await import(pathToFileURL(join(process.argv[2], file)));
  try {
    said.push({ result: script[name](...given) ?? null });
  } catch (error) {
    if (error.constructor.name !== "Unamendable") throw error;
    said.push({ refused: true });
  }
}
process.stdout.write(JSON.stringify(said));
