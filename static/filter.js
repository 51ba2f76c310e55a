// Narrows a listing down to what its reader chooses. The choice stands in the address, so that it can
// be sent to others and the way back works. Entries of further pages come from these pages' own HTML.

import { narrowed, today, unpacked } from "./filtering.js";

const SIZE = 50; // entries on a page, as the build makes them
const AT_ONCE = 25; // entries of further pages that are fetched at a time

const form = document.getElementById("hub_list_filter");
const results = document.getElementById("hub_results");
const toggle = form.querySelector(".filter-toggle");
const chosen = form.querySelector(".filter-chosen");
const status = form.querySelector("[role=status]");
const nothing = results.querySelector(".filter-none");
const more = results.querySelector(".filter-more");
const pager = results.querySelector(".pager");
const boxes = [...form.querySelectorAll("input")];
const folds = [...form.querySelectorAll("details")];
const phrases = form.dataset;
const names = folds.map((fold) => fold.dataset.name);

// The list items by the place of their entry, as far as they were fetched, and the first page's own.
const items = itemsOf(results);
const here = items.length;
const pages = new Map([[0, Promise.resolve()]]);

let data;
let room = AT_ONCE; // how many of further pages are shown
let turn = 0;
let seen = location.search;

function itemsOf(parent) {
  return [...parent.querySelectorAll(".group > ul > li")];
}

function choice() {
  const said = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, said.getAll(name)]));
}

/** Fetches a further page of the listing once, and keeps its items. */
function fetchPage(number) {
  if (!pages.has(number)) {
    const fetched = (async () => {
      const answer = await fetch(`${location.pathname}page/${number + 1}/`);
      if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      itemsOf(read).forEach((item, at) => (items[number * SIZE + at] = item));
    })();
    fetched.catch(() => pages.delete(number)); // so that it can be tried again
    pages.set(number, fetched);
  }
  return pages.get(number);
}

/** Puts an item of a further page into the group that it was in there, in the order of the listing. */
function put(place) {
  const item = items[place];
  if (!item || results.contains(item)) return;
  const theirs = item.closest(".group");
  const name = [...theirs.classList].find((one) => one.startsWith("group-"));
  let group = results.querySelector(`.${name}`);
  if (!group) {
    group = document.importNode(theirs, true);
    group.querySelector("ul").replaceChildren();
    const groups = [...results.querySelectorAll(".group")];
    (groups.find((one) => isAfter(one.querySelector("li"), place)) ?? nothing).before(group);
  }
  const copy = document.importNode(item, true);
  items[place] = copy;
  const list = group.querySelector("ul");
  list.insertBefore(copy, [...list.children].find((one) => isAfter(one, place)) ?? null);
}

const isAfter = (item, place) => items.indexOf(item) > place;

async function show() {
  const mine = ++turn;
  const wish = choice();
  const isOn = names.some((name) => wish[name].length);
  const { wanted, counts } = narrowed(data, wish);
  sayCounts(counts, wish);
  sayChosen(isOn, wanted.length);
  nothing.hidden = !isOn || wanted.length > 0;
  if (pager) pager.hidden = isOn;
  const own = wanted.filter((place) => place < here);
  const further = isOn ? wanted.filter((place) => place >= here) : [];
  const shown = further.slice(0, room);
  reveal(own);
  more.hidden = true;
  try {
    await Promise.all([...new Set(shown.map((at) => Math.floor(at / SIZE)))].map(fetchPage));
  } catch (error) {
    if (mine === turn) status.textContent = phrases.failed;
    console.error(error);
  }
  if (mine !== turn) return;
  shown.forEach(put);
  reveal([...own, ...shown]);
  more.hidden = further.length <= shown.length;
  // What else changes cards by the clock looks at those that came.
  if (shown.length) document.dispatchEvent(new CustomEvent("hub:cards"));
}

function reveal(places) {
  const visible = new Set(places);
  items.forEach((item, place) => (item.hidden = !visible.has(place)));
  for (const group of results.querySelectorAll(".group"))
    group.hidden = !group.querySelector(":scope > ul > li:not([hidden])");
}

function sayCounts(counts, wish) {
  for (const fold of folds) {
    const name = fold.dataset.name;
    for (const box of fold.querySelectorAll("input")) {
      const count = counts[name]?.[box.value] ?? 0;
      const label = box.closest("label");
      label.querySelector(".count").textContent = count;
      label.classList.toggle("is-none", !count && !box.checked);
    }
    sayMany(fold, wish[name].length);
  }
  sayMany(toggle, boxes.filter((box) => box.checked).length);
}

function sayMany(parent, count) {
  const many = parent.querySelector(".filter-many");
  many.textContent = count;
  many.hidden = !count;
}

/** Says how much is found, and what was chosen, each with a button that takes it away. */
function sayChosen(isOn, count) {
  const said = count === 1 ? phrases.one : count ? phrases.other : phrases.none;
  status.textContent = said.replace("{count}", count);
  const list = chosen.querySelector("ul");
  list.replaceChildren(...boxes.filter((box) => box.checked).map(chip));
  for (const one of [list, chosen.querySelector("button.filter-clear")]) one.hidden = !isOn;
}

function chip(box) {
  const made = form.querySelector("template").content.cloneNode(true);
  const button = made.querySelector("button");
  const title = box.nextElementSibling;
  const words = button.querySelector("span");
  words.textContent = title.textContent;
  if (title.lang) words.lang = title.lang;
  button.setAttribute("aria-label", phrases.remove.replace("{title}", title.textContent));
  button.addEventListener("click", () => {
    const at = [...chosen.querySelectorAll("ul button")].indexOf(button);
    box.checked = false;
    changed();
    const left = chosen.querySelectorAll("ul button");
    (left[Math.min(at, left.length - 1)] ?? start()).focus();
  });
  return made;
}

/** Where choosing begins: the button that opens all facets, where there is room for it alone. */
const start = () => (toggle.checkVisibility() ? toggle : folds[0].querySelector("summary"));

function read() {
  const query = new URLSearchParams(location.search);
  for (const box of boxes) box.checked = query.getAll(box.name).includes(box.value);
}

function write() {
  const query = new URLSearchParams(location.search);
  const wish = choice();
  for (const name of names) {
    query.delete(name);
    for (const value of wish[name]) query.append(name, value);
  }
  const said = query.size ? `?${query}` : "";
  if (said !== location.search) history.pushState(null, "", location.pathname + said);
  seen = said;
}

function changed() {
  room = AT_ONCE;
  write();
  show();
}

/** Leaves out what says nothing today: a period without entries, and a facet with one value. */
function tidy() {
  const fold = folds.find((one) => one.dataset.name === "period");
  if (!fold) return;
  const known = Object.keys(data.facets.period ?? {});
  for (const box of fold.querySelectorAll("input"))
    box.closest("label").hidden = !known.includes(box.value);
  fold.hidden = known.length < 2;
}

toggle.addEventListener("click", () => {
  toggle.ariaExpanded = toggle.ariaExpanded !== "true";
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", changed);
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const box of boxes) box.checked = false;
  changed();
  start().focus();
});
more.addEventListener("click", async () => {
  const before = new Set(items.filter((item) => item && !item.hidden));
  room += AT_ONCE;
  await show();
  items.find((item) => item && !item.hidden && !before.has(item))?.querySelector("a")?.focus();
});
form.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && form.querySelector("details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const fold of folds) if (!fold.contains(event.target)) fold.open = false;
});
addEventListener("popstate", () => {
  if (location.search === seen) return; // only another place of this page
  seen = location.search;
  room = AT_ONCE;
  read();
  show();
});

try {
  const answer = await fetch(phrases.from);
  data = unpacked(await answer.json(), today(Date.now(), phrases.zone));
  tidy();
  form.hidden = false;
  read();
  show();
} catch (error) {
  form.remove(); // the links to themes and places take its place
  console.error(error);
}
