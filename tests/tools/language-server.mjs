// Asks yaml-language-server about a file, as an editor does: `node language-server.mjs FILE ASK…`,
// each ASK being `completion:LINE:CHARACTER` or `hover:LINE:CHARACTER`, counted from 0. Prints a line
// of JSON: the answers in order, and what the server has against the file.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [file, ...asked] = process.argv.slice(2);
const server = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map();
let unread = Buffer.alloc(0);
let last = 0;
let judged;
const judgement = new Promise((resolve) => { judged = resolve; });

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
  last += 1;
  send({ id: last, method, params });
  return new Promise((resolve) => { waiting.set(last, resolve); });
}

function take(message) {
  if (message.method === "workspace/configuration") {
    const yaml = { completion: true, hover: true, validate: true, schemaStore: { enable: false } };
    const result = message.params.items.map((item) => (item.section === "yaml" ? yaml : null));
    send({ id: message.id, result });
  } else if (message.method === "textDocument/publishDiagnostics") {
    judged(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.id !== undefined) {
    waiting.get(message.id)(message.result ?? message.error);
  }
}

child.stdout.on("data", (data) => {
  unread = Buffer.concat([unread, data]);
  for (;;) {
    const head = unread.indexOf("\r\n\r\n");
    const length = head < 0 ? NaN : Number(/Content-Length: (\d+)/.exec(unread.subarray(0, head))[1]);
    if (!(unread.length >= head + 4 + length)) return;
    take(JSON.parse(unread.subarray(head + 4, head + 4 + length)));
    unread = unread.subarray(head + 4 + length);
  }
});

const uri = pathToFileURL(file).href;
await ask("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: {
    workspace: { configuration: true },
    textDocument: {
      completion: { completionItem: { documentationFormat: ["markdown"] } },
      hover: { contentFormat: ["markdown"] },
      publishDiagnostics: {},
    },
  },
});
send({ method: "initialized", params: {} });
const text = readFileSync(file, "utf8");
send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
const diagnostics = await judgement;
const answers = [];
for (const one of asked) {
  const [what, line, character] = one.split(":");
  const position = { line: Number(line), character: Number(character) };
  const answer = await ask(`textDocument/${what}`, { textDocument: { uri }, position });
  answers.push(what === "hover" ? answer.contents.value : (answer.items ?? answer).map((item) => item.label));
}
console.log(JSON.stringify({ answers, diagnostics: diagnostics.map((one) => [one.range.start.line, one.message]) }));
process.exit(0);
