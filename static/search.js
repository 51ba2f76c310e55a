// The search page: looks through the hub's own index, in the reader's browser. Nothing that is typed
// leaves it.

import { read, write } from "./search/address.js";
import { filtered, showFilters } from "./search/filters.js";
import { Index } from "./search/index.js";
import { moveByArrows } from "./search/keyboard.js";
import { find } from "./search/ranking.js";
import { items } from "./search/results.js";
import { roots } from "./search/words.js";

const SHOWN = 10; // results at a time
const PAUSE = 200; // milliseconds without typing before it looks
const DAY = 86_400_000; // milliseconds

const form = document.getElementById("hub_search");
const said = document.getElementById("hub_search_said");
const found = document.getElementById("hub_search_found");
const list = document.getElementById("hub_search_results");
const more = document.getElementById("hub_search_more");
const elsewhere = document.getElementById("hub_elsewhere");
const phrases = form.dataset;
const field = form.elements.q;

let opened; // a promise of the index and the function for roots, once they were asked for
let timer;
let turn = 0; // counts what was looked for, so that an answer that comes too late is not shown

function open() {
  opened ??= Promise.all([Index.open(phrases.index), roots(document.documentElement.lang)]);
  opened.catch(() => (opened = undefined)); // so that the next word tries again
  return opened;
}

const wanted = () => ({
  q: field.value.trim() && field.value,
  kind: form.elements.kind.value,
  theme: form.elements.theme.value,
});

/** Looks for what the form says, and shows it; once more with a new index after a new build. */
async function look(sought, again = true) {
  const mine = ++turn;
  if (!sought.q) return show([], "", 0);
  try {
    const [index, root] = await open();
    const answer = await find(index, root, sought.q, Math.floor(Date.now() / DAY));
    const pages = filtered(answer.pages, index, sought);
    const first = await items(pages.slice(0, SHOWN), index, answer.sought, root);
    if (mine !== turn) return;
    showFilters(form, answer.pages, index, sought);
    show(first, told(answer, pages.length), pages.length);
    more.onclick = () => showMore(pages, index, answer.sought, root);
  } catch (error) {
    if (mine !== turn) return;
    opened = undefined;
    if (again) return look(sought, false);
    show([], phrases.failed, 0);
    console.error(error);
  }
}

function show(first, text, count) {
  said.textContent = text;
  list.replaceChildren(...first);
  found.hidden = count === 0;
  more.hidden = count <= SHOWN;
  elsewhere.hidden = count > 0;
  if (!text) form.querySelector(".finder-filters").hidden = true;
}

/** Shows the next results, and goes to the first of them. */
async function showMore(pages, index, sought, root) {
  const begin = list.children.length;
  const next = await items(pages.slice(begin, begin + SHOWN), index, sought, root);
  list.append(...next);
  more.hidden = list.children.length >= pages.length;
  list.children[begin].querySelector("a").focus();
}

/** What is said of what was found, which a screen reader reads aloud. */
function told({ corrected, partly }, count) {
  const number = count.toLocaleString(document.documentElement.lang);
  const phrase = count === 1 ? phrases.one : phrases.other;
  const texts = corrected.map(([typed, word]) =>
    phrases.corrected.replace("{typed}", typed).replace("{word}", word),
  );
  if (partly) texts.push(phrases.partly);
  texts.push(count ? phrase.replace("{count}", number) : phrases.none);
  return texts.join(" ");
}

function fromAddress() {
  const sought = read();
  field.value = sought.q;
  for (const name of ["kind", "theme"]) {
    const select = form.elements[name];
    if (sought[name]) select.add(new Option(sought[name], sought[name]));
    select.value = sought[name];
  }
  look(sought);
}

field.addEventListener("focus", () => open().catch(() => {}), { once: true });
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    write(wanted(), { step: false });
    look(wanted());
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  write(wanted(), { step: true });
  look(wanted());
});
form.addEventListener("change", (event) => {
  if (event.target === field) return; // its words were looked for while they were typed
  write(wanted(), { step: true });
  look(wanted());
});
addEventListener("popstate", fromAddress);
moveByArrows(field, list);
form.hidden = false;
fromAddress();
