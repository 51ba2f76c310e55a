// A selection of one's own, on the page about subscribing: the calendars that a reader ticks are
// put together in the browser, and downloaded as one file.

const form = document.querySelector("#hub_own form");
const status = form.querySelector("[role=status]");
const chosen = form.querySelector(".chosen");
const phrases = form.dataset;

const MOST_NAMES = 3;

let busy = false;

const ticked = () =>
  [...form.querySelectorAll("input:checked")].map((box) => ({
    address: box.value,
    title: box.closest("label").querySelector(".choice").textContent,
  }));
const fill = (phrase, blanks) => phrase.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);

function say(phrase, blanks = {}) {
  status.textContent = fill(phrase, blanks);
}

// A list of many names would fill the screen, and is no name for a calendar.
function named(calendars) {
  const titles = calendars.slice(0, MOST_NAMES).map((one) => one.title).join(", ");
  const count = calendars.length - MOST_NAMES;
  return count > 0 ? fill(phrases.more, { titles, count }) : titles;
}

function show() {
  const calendars = ticked();
  chosen.textContent = calendars.length ? fill(phrases.chosen, { titles: named(calendars) }) : "";
  say("");
}

// Each calendar is read by itself too, so that one which is no calendar can be named.
async function load({ address, title }, combine) {
  try {
    const answer = await fetch(address, { mode: "same-origin", cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return combine(title, [await answer.text()]);
  } catch (cause) {
    throw Object.assign(new Error("not fetched", { cause }), { title });
  }
}

function download(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  link.download = phrases.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // it may be fetched only after a while
}

async function make(calendars) {
  const { combine } = await import(phrases.combine);
  const texts = await Promise.all(calendars.map((one) => load(one, combine)));
  const text = combine(`${named(calendars)} · ${phrases.site}`, texts);
  const count = text.match(/^BEGIN:VEVENT\r$/gm)?.length ?? 0;
  if (!count) return say(phrases.empty);
  download(text);
  say(count === 1 ? phrases.one : phrases.other, { count, file: phrases.file });
}

form.addEventListener("change", show);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const calendars = ticked();
  if (busy) return;
  if (!calendars.length) return say(phrases.nothing);
  busy = true;
  say(phrases.busy);
  try {
    await make(calendars);
  } catch (error) {
    say(error.title ? phrases.failed : phrases.broken, { title: error.title });
  }
  busy = false;
});

document.querySelector("#hub_own .no-script").hidden = true;
form.hidden = false;
show(); // a browser may have kept what was ticked before
