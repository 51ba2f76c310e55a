// Keeps what a page says of times true after it was built: what is on now, what has been, and until
// when one can register. The rules are those of the build (`views/times_said.py`, `order.py`), which
// gave the page every word but the distances. Where nothing changed, nothing is touched.

const script = globalThis.document?.getElementById("hub_live");
const DAY = 864e5;
const OVER = ":scope > .has-left, :scope > .past:not(:has(.is-over))";
const QUARTER = 9e5; // every zone's midnight is at a quarter of an hour

/** Returns the number of the day that an instant is on in a zone. */
export function dayIn(zone) {
  const form = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" });
  return (instant) => {
    const part = Object.fromEntries(form.formatToParts(instant).map((one) => [one.type, one.value]));
    return Date.UTC(part.year, part.month - 1, part.day) / DAY;
  };
}

/** Returns how many days something is away, in words: as Babel's `format_timedelta` with a threshold of 2. */
export function far(days, lang) {
  const [unit, size] = [["year", 365], ["month", 30], ["week", 7]].find((one) => days / one[1] >= 2) ?? ["day", 1];
  let count = Math.round(days / size);
  if (days / size === count - 0.5 && count % 2) count -= 1; // Python rounds halves to even
  return new Intl.RelativeTimeFormat(lang, { numeric: "always" }).format(count, unit);
}

/** Returns what is said of a meeting that is not over, and how many days away it is. */
export function nearness(now, start, words, lang, day) {
  const isDay = !start.includes("T");
  const away = (isDay ? Date.parse(start) / DAY : day(Date.parse(start))) - day(now);
  const isOn = isDay ? away <= 0 : Date.parse(start) <= now;
  const said = isOn ? words.now : away <= 0 ? words.today : away === 1 ? words.tomorrow : far(away, lang);
  return { away: isOn ? 0 : away, said };
}

if (script) begin();

function begin() {
  const words = script.dataset;
  const { lang } = document.documentElement;
  const day = dayIn(words.zone);
  const all = (selector, parent = document) => [...parent.querySelectorAll(selector)];
  const isFocused = (one) => one.contains(document.activeElement);
  let timer;

  function look() {
    const now = Date.now();
    for (const time of all("main time[data-end]")) tell(time, now);
    const first = document.querySelector(".next-first");
    if (first?.querySelector(".is-over")) giveWay(first);
    all(".event-row").filter((row) => row.querySelector(".is-over")).forEach(leave);
    all("template[data-since]").forEach((one) => now >= Date.parse(one.dataset.since) && open(one));
    markToday(day(now));
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(nextOf(now), QUARTER - (now % QUARTER)));
  }

  /** Returns how long it is until a time on the page is there. */
  function nextOf(now) {
    const moments = all("main time[data-end]").flatMap((one) => [one.dateTime, one.dataset.end]);
    moments.push(...all("template[data-since]").map((one) => one.dataset.since));
    return Math.min(...moments.map((one) => Date.parse(one) - now).filter((wait) => wait > 0));
  }

  /** Says of a meeting how far away it is; the one after it takes its place when it is over. */
  function tell(time, now) {
    const holder = time.closest(".event-row, .next-first, .event-when, .meetings > li, li") ?? time.parentElement;
    while (Date.parse(time.dataset.end) <= now) {
      const later = time.parentElement.querySelector("template[data-end]");
      if (!later) return end(time, holder);
      const { start, end: until } = later.dataset;
      const next = later.content.cloneNode(true);
      const block = next.querySelector(".date-block");
      const shown = holder.querySelector(".date-block");
      if (shown) {
        block.className = shown.className;
        shown.replaceWith(block);
      } else block.remove();
      time.replaceChildren(next);
      time.dateTime = start;
      time.dataset.end = until;
      later.remove();
    }
    const { away, said } = nearness(now, time.dateTime, words, lang, day);
    const isTold = away < 2 || holder.matches(".event-when, .meetings > li");
    badge(time, isTold ? said : "", away < 1 ? "now" : "calm");
  }

  function badge(time, said, tone) {
    let one = time.nextElementSibling;
    if (!one?.matches(".badge")) one = null;
    if (!said) return one?.remove();
    if (!one) {
      one = document.createElement("span");
      time.after(" ", one);
    }
    if (one.textContent !== said) one.textContent = said;
    if (one.className !== `badge ${tone}`) one.className = `badge ${tone}`;
  }

  /** Says that a meeting has been, and takes away what one could do about it. */
  function end(time, holder) {
    badge(time, words.over, "calm");
    time.removeAttribute("data-end");
    time.classList.add("is-over");
    holder.classList.add("past");
    const isEvent = holder.matches(".event-when");
    const panel = isEvent ? holder.closest(".panel") : holder;
    for (const one of all(isEvent ? ".way-in, .join" : ".way-in", panel)) away(one);
  }

  /** Takes something away, once nobody is in it. */
  function away(one) {
    if (!isFocused(one)) one.hidden = true;
    else one.addEventListener("focusout", () => setTimeout(() => away(one)), { once: true });
  }

  /** Puts the event after the next one in its place; the last of them stays. */
  function giveWay(first) {
    const row = all("[data-leaves] > .event-row").find((one) => !one.querySelector(".is-over"));
    if (!row || isFocused(first) || isFocused(row)) return;
    row.querySelector(".date-block").classList.add("large");
    first.replaceChildren(...row.children);
    first.classList.remove("past");
    const list = row.parentElement;
    row.remove();
    tidy(list);
  }

  /** Lets a row go from what is to come: to what has been, where the page has that, or to the end. */
  function leave(row) {
    const list = row.parentElement;
    if (isFocused(row) || row.matches(".has-left")) return;
    const past = document.querySelector(".group-past > .rows");
    if (list.matches("[data-leaves]")) row.hidden = true;
    else if (past && past !== list) past.prepend(row);
    else list.insertBefore(row, list.querySelector(OVER));
    row.classList.add("has-left");
    tidy(list);
  }

  /** Hides a list that has nothing left, with its heading. */
  function tidy(list) {
    const isEmpty = !list.querySelector(":scope > :not([hidden])");
    if (isEmpty) (list.parentElement.matches("section") ? list.parentElement : list).hidden = true;
  }

  /** Shows what one can do from a moment on. */
  function open(template) {
    const shown = template.parentElement.querySelector(".join-now");
    if (isFocused(shown)) return;
    shown.replaceChildren(template.content);
    template.remove();
  }

  function markToday(today) {
    for (const one of all("main .month-day")) {
      const isToday = Date.parse(one.dateTime) / DAY === today;
      one.closest("td").classList.toggle("today", isToday);
      if (isToday) one.setAttribute("aria-current", "date");
      else one.removeAttribute("aria-current");
    }
  }

  look();
  document.addEventListener("visibilitychange", () => document.hidden || look());
  document.addEventListener("focusout", () => setTimeout(look));
  document.addEventListener("hub:cards", look);
  addEventListener("pageshow", (event) => event.persisted && look());
}
