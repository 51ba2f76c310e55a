// Between what a file says and what Decap's form shows. Only the difference between two forms is
// written: what Decap adds by itself, such as empty fields and other forms of dates, is none.

import { compose, insert, isSame, Page, put, remove, rewrite, tree, Unamendable } from "./amending.js";

const YES = new Set(["true", "yes", "ja", "on"]);
const NO = new Set(["false", "no", "nee", "off"]);

/** Return what the form shows of a page's text; a text without front matter is all body. */
export function fromFile(text, fields) {
  const page = new Page(text);
  return { ...mapping(fields, page.values), body: page.body.trim() };
}

/** Return a page's text with what was changed in the form, every other byte as it was. */
export function toFile(text, form, fields) {
  const before = fromFile(text, fields);
  const names = fields.map((field) => field.name);
  let changed = text;
  for (const field of fields) {
    if (field.name === "body") continue;
    changed = write(changed, [field.name], field, before[field.name], form[field.name], names);
  }
  const body = tidy(form.body ?? "");
  return body === before.body ? changed : rewrite(changed, body);
}

/** Return the text of a new page. */
export function newFile(form, fields) {
  const said = fields.filter((field) => field.name !== "body");
  return compose(values(said, form), tidy(form.body ?? ""));
}

/** Return the labels that lead to the first field that is needed and not filled in; none if all are. */
export function incomplete(fields, form) {
  for (const field of fields) {
    const { as, needed } = field.hub;
    const shown = form[field.name];
    const said = value(field, shown) !== undefined;
    if (needed && !said) return [field.label];
    const parts = as === "mapping" ? [shown] : as === "list" && field.fields ? shown : [];
    for (const part of said ? parts : []) {
      const inner = incomplete(field.fields, part);
      if (inner.length) return [field.label, ...inner];
    }
  }
  return [];
}

function tidy(text) {
  return text.replace(/\r\n?/g, "\n").trim();
}

// What a form shows of a mapping: the fields that it knows.
function mapping(fields, said) {
  const shown = fields.map((field) => [field.name, show(field, said[field.name])]);
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

// What a form shows of a value; undefined for one that is not of its field's shape.
function show(field, value) {
  if (value === undefined || value === null) return undefined;
  const { as, short } = field.hub;
  if (as === "list") {
    const items = Array.isArray(value) ? value : [value];
    const shown = items.filter((one) => one !== null && one !== "").map((one) => show(itemOf(field), one));
    return shown.includes(undefined) ? undefined : shown;
  }
  if (as === "mapping") {
    if (typeof value === "string") return short ? { [short]: value } : undefined;
    return Array.isArray(value) ? undefined : mapping(field.fields, value);
  }
  if (typeof value !== "string") return undefined;
  if (as === "flag") return YES.has(value.toLowerCase()) || (NO.has(value.toLowerCase()) ? false : undefined);
  if (as === "number") return Number.isFinite(Number(value)) && value.trim() ? Number(value) : undefined;
  return value.trimEnd();
}

function itemOf(field) {
  return { ...field.hub.item, fields: field.fields };
}

// What a form holds, as it is written in a file.
function values(fields, form) {
  const said = fields.map((field) => [field.name, value(field, form[field.name])]);
  return Object.fromEntries(said.filter(([, one]) => one !== undefined));
}

// A form's value as it is written; undefined for one that says nothing.
function value(field, shown) {
  const { as, short, unless } = field.hub;
  if (as === "list") {
    const items = (shown ?? []).map((one) => value(itemOf(field), one)).filter((one) => one !== undefined);
    return items.length ? items : undefined;
  }
  if (as === "mapping") {
    const said = values(field.fields, shown ?? {});
    const names = Object.keys(said);
    if (!names.length) return undefined;
    return names.length === 1 && names[0] === short ? said[short] : said;
  }
  if (shown === undefined || shown === null || shown === "") return undefined;
  // What holds anyway need not be written; nor does a form tell it from what was never said.
  if (as === "flag" ? String(Boolean(shown)) === (unless ?? "false") : String(shown) === unless) return undefined;
  return typeof shown === "string" ? tidy(shown) || undefined : String(shown);
}

// Write what is other in one field than it was.
function write(text, path, field, before, after, order) {
  const [was, is] = [value(field, before), value(field, after)];
  const same = was === undefined || is === undefined ? was === is : isSame(was, is);
  if (same) return text;
  const written = new Page(text).find(path);
  if (is === undefined) return written === undefined ? text : without(text, path);
  const there = written && tree(written);
  if (field.hub.as === "mapping" && isMapping(there) && isMapping(is)) {
    const names = field.fields.map((one) => one.name);
    return field.fields.reduce(
      (changed, one) => write(changed, [...path, one.name], one, before[one.name], after[one.name], names),
      text,
    );
  }
  if (field.hub.as === "list" && Array.isArray(there) && there.length === before?.length) {
    try {
      return writeItems(text, path, field, before, after);
    } catch (error) {
      if (!(error instanceof Unamendable)) throw error;
    }
  }
  if (!carries(field, there)) throw new Unamendable(path.join("."));
  const alone = field.hub.as === "list" && typeof there === "string" && is.length === 1;
  return put(text, path, alone ? is[0] : is, order);
}

// Write what is other in a list: the items at its beginning and its end that stayed stay.
function writeItems(text, path, field, before, after) {
  const item = itemOf(field);
  const said = (items) => items.map((one) => value(item, one)).filter((one) => one !== undefined);
  const [old, now] = [said(before), said(after)];
  if (old.length !== before.length || now.length !== after.length) throw new Unamendable(path.join("."));
  let [head, tail] = [0, 0];
  while (head < Math.min(old.length, now.length) && isSame(old[head], now[head])) head += 1;
  while (tail < Math.min(old.length, now.length) - head && isSame(old.at(-1 - tail), now.at(-1 - tail))) tail += 1;
  const [gone, come] = [old.length - head - tail, now.length - head - tail];
  // Items may have changed places, and what no form shows of one must not go to another.
  const list = tree(new Page(text).find(path));
  if (gone + come > 2 && !list.every((one) => carries(item, one))) throw new Unamendable(path.join("."));
  let changed = text;
  for (let place = head; place < head + Math.min(gone, come); place += 1) {
    changed = write(changed, [...path, place], item, before[place], after[place], []);
  }
  for (let place = head + gone - 1; place >= head + come; place -= 1) changed = remove(changed, [...path, place]);
  for (let place = head + gone; place < head + come; place += 1) changed = insert(changed, path, place, now[place]);
  return changed;
}

// Whether a form shows all that is written in a field, so that nothing is lost when all is written.
function carries(field, there) {
  if (there === undefined || there === null || there === "") return true;
  if (show(field, there) === undefined) return false;
  if (field.hub.as === "list") return [there].flat().every((one) => carries(itemOf(field), one));
  if (field.hub.as !== "mapping" || !isMapping(there)) return true;
  return Object.entries(there).every(([name, said]) => {
    const known = field.fields.find((one) => one.name === name);
    return known ? carries(known, said) : false;
  });
}

function isMapping(said) {
  return said !== null && typeof said === "object" && !Array.isArray(said);
}

// Take a key away, and what is around it where nothing else is in there.
function without(text, path) {
  const page = new Page(text);
  let [whole, around] = [path, page.find(path.slice(0, -1))];
  while (whole.length > 1 && around?.items.length === 1) {
    whole = whole.slice(0, -1);
    around = whole.length > 1 ? page.find(whole.slice(0, -1)) : page.root;
  }
  return remove(text, whole);
}
