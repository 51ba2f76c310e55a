// The search page: looks through the hub's own index, in the reader's browser. All words must be
// found, each as the beginning of a word; capitals and accents make no difference.

const MOST = 50; // results that are shown
const PAUSE = 150; // milliseconds without typing before it looks
// How much a word counts in each field of a page: title, kind, when and where, summary, the rest.
const WEIGHTS = { t: 8, k: 3, w: 3, s: 2, x: 1 };

const form = document.querySelector("main .search-form");
const input = form.elements.q;
const box = document.getElementById("hub_search");
const status = box.querySelector("[role=status]");
const list = box.querySelector(".found");

let index; // a promise of the pages, once it was asked for
let timer;

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
const words = (text) => fold(text).match(/[\p{Letter}\p{Number}]+/gu) ?? [];

async function load() {
  const answer = await fetch(box.dataset.index);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { pages } = await answer.json();
  return pages.map((page) => ({
    page,
    fields: Object.keys(WEIGHTS).map((name) => [WEIGHTS[name], words(page[name] ?? "")]),
  }));
}

function score({ fields }, sought) {
  let total = 0;
  for (const word of sought) {
    let best = 0;
    for (const [weight, known] of fields) {
      if (known.includes(word)) best = Math.max(best, weight * 2);
      else if (known.some((one) => one.startsWith(word))) best = Math.max(best, weight);
    }
    if (!best) return 0;
    total += best;
  }
  return total;
}

function item(page) {
  const element = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.u;
  link.textContent = page.t;
  const about = document.createElement("p");
  about.className = "when";
  about.textContent = [page.k, page.w].filter(Boolean).join(" · ");
  const summary = document.createElement("p");
  summary.className = "summary";
  summary.textContent = page.s;
  element.append(link, about, summary);
  return element;
}

function say(count) {
  const phrases = box.dataset;
  if (count > MOST) return phrases.more.replace("{count}", count).replace("{shown}", MOST);
  if (count === 0) return phrases.none;
  return (count === 1 ? phrases.one : phrases.other).replace("{count}", count);
}

async function look() {
  const query = input.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  const sought = words(query);
  box.hidden = sought.length === 0;
  if (box.hidden) return;
  try {
    index ??= load();
    const found = (await index)
      .map((one) => ({ page: one.page, score: score(one, sought) }))
      .filter((one) => one.score > 0)
      .sort((a, b) => b.score - a.score);
    if (query !== input.value.trim()) return; // it was typed on meanwhile
    list.replaceChildren(...found.slice(0, MOST).map((one) => item(one.page)));
    status.textContent = say(found.length);
  } catch {
    index = undefined; // so that the next word tries again
    list.replaceChildren();
    status.textContent = box.dataset.failed;
  }
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  look();
});
input.value = new URLSearchParams(location.search).get("q") ?? "";
look();
