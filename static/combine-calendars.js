// Several published calendars as one: the texts of .ics files in, the text of one out (RFC 5545).
// It knows no page and fetches nothing. The calendars are the hub's own, so other components than
// events and time zones, which those do not hold, are left out.

const LONGEST = 75; // octets in a line, without its end (section 3.1)
const PRODUCT = "-//hubgen//selection//EN";

// Returns a calendar of that name that holds each event and each time zone once, as it was
// published. It has no address to be asked for again: it is what was known when it was made. The
// order of the texts makes no difference. Throws an Error for a text that is no whole calendar.
export function combine(name, texts) {
  const best = new Map();
  for (const one of texts.flatMap(components)) {
    const other = best.get(one.key);
    if (!other || compare(one.rank, other.rank) > 0) best.set(one.key, one);
  }
  const kept = [...best.values()].sort((a, b) => compare(a.place, b.place));
  const title = escaped(name);
  return [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${PRODUCT}`],
    ...[`NAME:${title}`, `X-WR-CALNAME:${title}`].map(folded),
    ...kept.map((one) => one.text),
    ...["END:VCALENDAR", ""],
  ].join("\r\n");
}

// Returns the events and time zones of a calendar, each with what it is known by, what makes one
// version of it newer than another, and where it stands.
function components(text) {
  const found = [];
  const open = []; // the names of the components that a line is in
  for (const raw of text.split(/\r?\n(?![ \t])/)) {
    if (raw === "") continue;
    const line = raw.replace(/\r?\n[ \t]/g, "");
    const [, name, value] = /^([\w-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/s.exec(line) ?? [];
    const edge = name?.toUpperCase();
    if (edge === "BEGIN") open.push(value.toUpperCase());
    if (open[0] !== "VCALENDAR") throw new Error("not a calendar");
    if (edge === "BEGIN" && open.length === 2) found.push({ kind: open[1], lines: [], says: {} });
    if (open.length > 1) found.at(-1).lines.push(raw.replace(/\r?\n/g, "\r\n"));
    if (open.length === 2) found.at(-1).says[edge] ??= value;
    if (edge === "END" && open.pop() !== value.toUpperCase()) throw new Error("not a calendar");
  }
  if (open.length || !/^BEGIN:VCALENDAR\r?$/im.test(text)) throw new Error("not a whole calendar");
  return found.filter(({ kind }) => kind === "VEVENT" || kind === "VTIMEZONE").map(known);
}

function known({ kind, lines, says }) {
  const text = lines.join("\r\n");
  const own = [says.TZID ?? says.UID ?? text, says["RECURRENCE-ID"] ?? ""];
  return {
    text,
    key: [kind, ...own].join("\n"),
    rank: [Number(says.SEQUENCE) || 0, says["LAST-MODIFIED"] ?? "", text],
    place: [kind === "VTIMEZONE" ? 0 : 1, says.DTSTART ?? "", ...own],
  };
}

function compare(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at < 0) return 0;
  return a[at] < b[at] ? -1 : 1;
}

function escaped(name) {
  return name
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/[\\;,]/g, "\\$&");
}

// A line is folded by octets, and never within a character.
function folded(line) {
  let text = "";
  let width = 0;
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (width + octets > LONGEST) {
      text += "\r\n ";
      width = 1;
    }
    text += character;
    width += octets;
  }
  return text;
}
