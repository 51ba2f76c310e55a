// Front matter edited in place, as `hubgen change` does it: all that an editor wrote stays, byte for
// byte, but for the one value meant. Decap itself would write the whole of it again.

import { isCollection, isMap, isPair, isScalar, isSeq, parseDocument } from "./yaml/index.js";

const BOUNDARY = /^-{3,}[^\S\n]*$/gm;
const NULLS = new Set(["", "~", "null", "Null", "NULL"]);
// What YAML could take for more than text at the beginning of a value.
const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`\s]/;
const ESCAPED = /["\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g;
// What no page can hold, as hubgen's `plaintext` has it.
const UNHOLDABLE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/gu;
const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t" };
const STEP = 2;

/** Why a value has to be written by hand. */
export class Unamendable extends Error {}

/**
 * A page's text, and where its front matter and its body are.
 *
 * `plain` is the text without a byte order mark and with plain line ends, in which all offsets
 * count. Raises `Unamendable` for a text without front matter, or with YAML that is broken.
 */
export class Page {
  constructor(text) {
    this.written = text;
    this.plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const [opening, closing] = this.plain.matchAll(BOUNDARY);
    if (!closing || this.plain.slice(0, opening.index).trim()) {
      throw new Unamendable("---");
    }
    this.first = opening.index + opening[0].length;
    this.last = closing.index;
    this.behind = closing.index + closing[0].length;
    const document = parseDocument(this.plain.slice(this.first, this.last), { schema: "failsafe" });
    if (document.errors.length || (document.contents && !isMap(document.contents) && !isEmpty(document.contents))) {
      throw new Unamendable(document.errors[0]?.message ?? "---");
    }
    this.root = isMap(document.contents) ? document.contents : null;
  }

  /** What the front matter says: mappings, lists and texts, and null for a key without a value. */
  get values() {
    return this.root ? tree(this.root) : {};
  }

  get body() {
    return this.plain.slice(this.behind);
  }

  /** The value at a path; undefined where there is none. */
  find(path) {
    let node = this.root;
    for (const name of path) {
      node = isMap(node)
        ? node.items.find((pair) => pair.key.value === name)?.value
        : isSeq(node)
          ? node.items[name]
          : undefined;
      if (node === undefined) return undefined;
    }
    return node ?? undefined;
  }

  start(node) {
    return this.first + node.range[0];
  }

  /** The offset behind the last character of a value, before comments and blank lines. */
  end(node) {
    while (isCollection(node) && !node.flow && node.items.length) {
      const last = node.items.at(-1);
      node = isPair(last) ? last.value ?? last.key : last;
    }
    const end = this.first + node.range[1];
    return isBlockText(node) ? this.start(node) + this.plain.slice(this.start(node), end).trimEnd().length : end;
  }

  column(node) {
    return this.start(node) - this.lineStart(this.start(node));
  }

  lineStart(offset) {
    return this.plain.lastIndexOf("\n", offset - 1) + 1;
  }

  lineEnd(offset) {
    return this.plain.indexOf("\n", offset);
  }

  /** Where a line can be put in below a value and the deeper comments that belong to it. */
  below(node, indent) {
    let here = this.lineEnd(this.end(node)) + 1;
    while (here < this.last) {
      const line = this.plain.slice(here, this.lineEnd(here));
      const comment = line.replace(/^ +/, "");
      if (!comment.startsWith("#") || line.length - comment.length <= indent) break;
      here += line.length + 1;
    }
    return here;
  }

  /** The text as it was given but for the edits, which do not overlap. */
  apply(edits) {
    const newline = /\r\n|\r|\n/.exec(this.written)?.[0] ?? "\n";
    const begin = this.written.startsWith("\ufeff") ? 1 : 0;
    const pairs = [...this.written.matchAll(/\r\n/g)].map((found, number) => found.index - begin - number);
    const at = (offset) => begin + offset + below(pairs, offset);
    let result = this.written;
    for (const { start, end, text } of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
      result = result.slice(0, at(start)) + text.replaceAll("\n", newline) + result.slice(at(end));
    }
    return result;
  }
}

/** Return a page's text with a value at a path; a new key comes below those before it in `order`. */
export function put(text, path, given, order = []) {
  const value = holdable(given);
  const page = new Page(text);
  let depth = path.length;
  while (depth && page.find(path.slice(0, depth)) === undefined) depth -= 1;
  const found = depth ? page.find(path.slice(0, depth)) : page.root;
  const [key, ...inner] = path.slice(depth);
  let edits;
  if (key === undefined) {
    edits = replacing(page, path, found, value);
  } else if (typeof key === "number") {
    throw new Unamendable(path.join("."));
  } else if (depth && isEmpty(found)) {
    edits = replacing(page, path.slice(0, depth), found, { [key]: nested(inner, value) });
  } else if (!found || isMap(found)) {
    edits = inserting(page, path.slice(0, depth), found, key, nested(inner, value), order);
  } else {
    throw new Unamendable(path.join("."));
  }
  return amended(page, edits, (values) => at(values, path.slice(0, -1), path.slice(-1)[0], value));
}

/** Return a page's text without the key or the item at a path. */
export function remove(text, path) {
  const page = new Page(text);
  const around = path.length > 1 ? page.find(path.slice(0, -1)) : page.root;
  const name = path.at(-1);
  const place = isMap(around) ? around.items.findIndex((pair) => pair.key.value === name) : name;
  return amended(page, removing(page, around, place), (values) => {
    const inner = inside(values, path.slice(0, -1));
    if (Array.isArray(inner)) inner.splice(name, 1);
    else delete inner[name];
  });
}

/** Return a page's text with one item more in the list at a path, at a place among the others. */
export function insert(text, path, place, given) {
  const item = holdable(given);
  const page = new Page(text);
  const list = page.find(path);
  if (!isSeq(list) || !list.items.length) throw new Unamendable(path.join("."));
  return amended(page, adding(page, path, list, place, item), (values) => {
    inside(values, path).splice(place, 0, item);
  });
}

/** Return a page's text with another text below the front matter. */
export function rewrite(text, body) {
  const page = new Page(text);
  const old = page.body;
  const [lead] = /^\s*/.exec(old);
  const [tail] = /\s*$/.exec(old.slice(lead.length));
  const all = `${lead.includes("\n\n") || old.trim() ? lead : "\n\n"}${body}${tail || "\n"}`;
  return page.apply([{ start: page.behind, end: page.plain.length, text: all }]);
}

/** Return the text of a new page. */
export function compose(values, body) {
  return `---\n${block(holdable(values), 0)}---\n${body ? `\n${body}\n` : ""}`;
}

/** What a node says, every scalar as text. */
export function tree(node) {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [pair.key.value, tree(pair.value)]));
  if (isSeq(node)) return node.items.map(tree);
  return isEmpty(node) ? null : node.value;
}

/** Return a value without the characters that no page can hold; they come along with what is pasted. */
function holdable(value) {
  if (typeof value === "string") return value.replace(UNHOLDABLE, "");
  if (Array.isArray(value)) return value.map(holdable);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, holdable(one)]));
}

function isEmpty(node) {
  if (isCollection(node)) return !node.items.length;
  return !node || (isScalar(node) && node.type === "PLAIN" && NULLS.has(node.value)) || node.value === null;
}

function isBlockText(node) {
  return isScalar(node) && ["BLOCK_LITERAL", "BLOCK_FOLDED"].includes(node.type);
}

function isBlock(node) {
  return isCollection(node) && !node.flow;
}

function nested(path, value) {
  return path.reduceRight((inner, name) => ({ [name]: inner }), value);
}

function inFlow(page, path) {
  return path.some((_, depth) => depth && page.find(path.slice(0, depth))?.flow);
}

function keyOf(page, path) {
  const around = path.length > 1 ? page.find(path.slice(0, -1)) : page.root;
  return isMap(around) ? around.items.find((pair) => pair.key.value === path.at(-1)).key : null;
}

// The edits that put another value in the place of one that is written.
function replacing(page, path, node, value) {
  const flowing = inFlow(page, path);
  const between = flowing || (isCollection(node) && node.flow && node.items.length > 0);
  const lines = (isCollectionValue(value) && !between) || (isLong(value) && !flowing && keyOf(page, path));
  if (lines) return onLines(page, path, node, value);
  const [start, end] = [page.start(node), page.end(node)];
  const written = flowing ? flow(value) : inline(value);
  const key = keyOf(page, path);
  if (isBlock(node) && key) {
    const colon = behindColon(page, key);
    return [
      { start: colon, end: colon, text: ` ${written}` },
      { start: page.lineStart(start), end: page.lineEnd(end) + 1, text: "" },
    ];
  }
  if (isBlockText(node)) return [{ start, end: Math.max(end, page.lineEnd(start)), text: written }];
  const space = start === end && !/\s/.test(page.plain[start - 1]) ? " " : "";
  return [{ start, end, text: space + written }];
}

// The edits that write a mapping, a list or a long text on lines of its own.
function onLines(page, path, node, value) {
  const [start, end] = [page.start(node), page.end(node)];
  const key = keyOf(page, path);
  if (!key) {
    const column = page.column(node);
    const lines = block(value, column).slice(column).trimEnd();
    return [{ start, end: isBlock(node) ? page.lineEnd(end) : end, text: lines }];
  }
  const colon = behindColon(page, key);
  const indent = page.column(key);
  if (isLong(value)) {
    return [{ start: colon, end: isBlock(node) || isBlockText(node) ? page.lineEnd(end) : end, text: ` ${long(value, indent)}` }];
  }
  if (isBlock(node)) {
    const column = Math.max(page.column(node), indent + (isSeq(node) ? 0 : STEP));
    return [{ start: page.lineStart(start), end: page.lineEnd(end) + 1, text: block(value, column) }];
  }
  const lines = block(value, indent + STEP);
  const below = page.lineEnd(end) + 1;
  if (isBlockText(node)) return [{ start: colon, end: below, text: `\n${lines}` }];
  return [{ start: colon, end, text: "" }, { start: below, end: below, text: lines }];
}

// The edit that puts a key into a mapping that does not have it.
function inserting(page, path, node, key, value, order) {
  if (!node) {
    const top = page.lineEnd(page.first) + 1;
    return [{ start: top, end: top, text: entry(key, value, 0) }];
  }
  const before = nearest(node, key, order);
  if (node.flow || inFlow(page, path)) {
    if (!before) return [{ start: page.start(node) + 1, end: page.start(node) + 1, text: pair(key, value) }];
    const end = page.end(before);
    return [{ start: end, end, text: `, ${pair(key, value)}` }];
  }
  const below = page.below(before, page.column(node));
  return [{ start: below, end: below, text: entry(key, value, page.column(node)) }];
}

// The edit that puts an item into a list that has some.
function adding(page, path, list, place, value) {
  const [here, before] = [list.items[place], list.items[place - 1]];
  if (list.flow || inFlow(page, [...path, 0])) {
    const offset = here ? page.start(here) : page.end(before);
    return [{ start: offset, end: offset, text: here ? `${flow(value)}, ` : `, ${flow(value)}` }];
  }
  const column = page.column(list);
  const alike = list.items.at(-1).flow ? `${" ".repeat(column)}- ${flow(value)}\n` : item(value, column);
  const offset = before ? page.below(before, column) : page.lineStart(page.start(here));
  return [{ start: offset, end: offset, text: alike }];
}

// The edit that takes a key or an item out of what holds it.
function removing(page, around, place) {
  const first = (one) => (isPair(one) ? one.key : one);
  const last = (one) => (isPair(one) ? one.value ?? one.key : one);
  const [one, next, before] = [around.items[place], around.items[place + 1], around.items[place - 1]];
  if (around.flow) {
    if (next) return [{ start: page.start(first(one)), end: page.start(first(next)), text: "" }];
    const start = before ? page.end(last(before)) : page.start(first(one));
    return [{ start, end: page.end(last(one)), text: "" }];
  }
  if (around.items.length === 1) throw new Unamendable("-");
  const start = page.lineStart(page.start(first(one)));
  const lead = page.plain.slice(start, page.start(first(one)));
  if (isMap(around) && lead.trim()) return [{ start: page.start(first(one)), end: page.start(first(next)), text: "" }];
  return [{ start, end: page.below(last(one), page.column(around)), text: "" }];
}

function nearest(node, key, order) {
  const values = new Map(node.items.map((one) => [one.key.value, one.value ?? one.key]));
  const earlier = order.includes(key) ? order.slice(0, order.indexOf(key)).reverse() : [];
  const name = earlier.find((one) => values.has(one)) ?? [...values.keys()].at(-1);
  return values.get(name);
}

function behindColon(page, key) {
  return page.plain.indexOf(":", page.end(key)) + 1;
}

// The text with its edits, once it was read back and says what it has to, and nothing else.
function amended(page, edits, change) {
  const text = page.apply(edits);
  const wanted = page.values;
  change(wanted);
  const after = new Page(text);
  if (!isSame(after.values, wanted) || after.body !== page.body) {
    throw new Unamendable(JSON.stringify(edits.map((one) => one.text)));
  }
  return text;
}

function at(values, path, name, value) {
  let inner = values;
  for (const one of path) inner = inner[one] ??= {};
  inner[name] = value;
}

function inside(values, path) {
  return path.reduce((inner, name) => inner[name], values);
}

/** Tell whether two trees say the same, but for the line end that closes a long text. */
export function isSame(one, other) {
  if (typeof one === "string" && typeof other === "string") return one.trimEnd() === other.trimEnd();
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return one === other;
  const [mine, theirs] = [Object.keys(one), Object.keys(other)];
  if (Array.isArray(one) !== Array.isArray(other) || mine.length !== theirs.length) return false;
  return mine.every((key) => key in other && isSame(one[key], other[key]));
}

function isCollectionValue(value) {
  return value !== null && typeof value === "object" && Object.keys(value).length > 0;
}

function isLong(value) {
  return typeof value === "string" && value.trimEnd().includes("\n");
}

function block(value, indent) {
  if (Array.isArray(value)) return value.map((one) => item(one, indent)).join("");
  return Object.entries(value).map(([key, one]) => entry(key, one, indent)).join("");
}

function entry(key, value, indent) {
  const name = `${" ".repeat(indent)}${scalar(key)}:`;
  if (value === null) return `${name}\n`;
  if (isCollectionValue(value)) return `${name}\n${block(value, indent + STEP)}`;
  return `${name} ${isLong(value) ? long(value, indent) : inline(value)}\n`;
}

function item(value, indent) {
  const dash = `${" ".repeat(indent)}- `;
  if (isCollectionValue(value)) return dash + block(value, dash.length).slice(dash.length);
  return `${dash}${inline(value)}\n`;
}

// A text of several lines, as it stands behind its key.
function long(text, indent) {
  const lines = text.trimEnd().split("\n");
  if (/^\s/.test(lines[0]) || ESCAPED_LINE.test(text)) return quoted(text);
  return `|\n${lines.map((line) => (line ? " ".repeat(indent + STEP) + line : "")).join("\n")}`;
}
const ESCAPED_LINE = /[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/;

function inline(value) {
  return typeof value === "string" ? scalar(value) : flow(value);
}

function flow(value) {
  if (value === null) return "null";
  if (typeof value === "string") return scalar(value, true);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  return `{${Object.entries(value).map(([key, one]) => pair(key, one)).join(", ")}}`;
}

function pair(key, value) {
  return `${scalar(key, true)}: ${flow(value)}`;
}

// A text without quotes where every reader of YAML takes it for itself, else in double quotes.
function scalar(text, flowing = false) {
  const unsafe = NULLS.has(text) || INDICATOR.test(text) || /\s$|:\s|:$|\s#|[\n\t]/.test(text);
  if (unsafe || (flowing && /[,[\]{}?]|:/.test(text) && !/^[\w ]+:\d/.test(text))) return quoted(text);
  return text.search(ESCAPED) < 0 || /^[^\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]*$/.test(text) ? text : quoted(text);
}

function quoted(text) {
  const escape = (one) => SHORT[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `"${text.replace(ESCAPED, escape)}"`;
}

// How many of some ascending numbers are smaller than one.
function below(numbers, limit) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
