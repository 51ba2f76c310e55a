// The hub of tests/benchmarks/corpus.py as a site of Eleventy, for tests/benchmarks/compare.py.

const SIZE = 50;
const SECTIONS = ["events", "practices", "articles", "people", "organisations"];
const DATED = ["events", "practices", "articles"];
const THEMES = ["energie", "groen", "verkeer", "water", "wonen"];

const MOMENT = new Intl.DateTimeFormat("nl", { dateStyle: "long", timeStyle: "short" });

export const config = {
  dir: { input: "content", includes: "../layouts", output: "public" },
  markdownTemplateEngine: false,
};

export default function (eleventyConfig) {
  eleventyConfig.addGlobalData("hub", {
    title: "Proefhub",
    url: "https://hub.example.org",
    now: (process.env.NOW ?? "").slice(0, 16).replace("T", " "),
    sections: SECTIONS,
    themes: THEMES,
  });
  eleventyConfig.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });

  eleventyConfig.addCollection("entries", (api) => newestFirst(entriesOf(api, DATED)));
  eleventyConfig.addCollection("coming", (api) => byStart(api.getFilteredByTag("events")));
  eleventyConfig.addCollection("names", (api) =>
    Object.fromEntries(
      [...api.getFilteredByTag("people"), ...api.getFilteredByTag("organisations")].map((one) => [
        one.fileSlug,
        one,
      ]),
    ),
  );
  eleventyConfig.addCollection("talks", (api) => {
    const talks = {};
    for (const event of newestFirst(api.getFilteredByTag("events"))) {
      for (const speaker of event.data.speakers) (talks[speaker] ??= []).push(event);
    }
    return talks;
  });
  eleventyConfig.addCollection("lists", (api) => listsOf(api));
  eleventyConfig.addCollection("parts", (api) => listsOf(api).flatMap(partsOf));

  eleventyConfig.addFilter("from", (events, now) =>
    events.filter((one) => one.data.start >= now).slice(0, 5),
  );
  eleventyConfig.addFilter("first", (items, number) => items.slice(0, number));
  eleventyConfig.addFilter("utc", (day) => day.toISOString().replace(/[-:]|\.\d+/g, ""));
  eleventyConfig.addFilter("local", (moment) => `${moment.replace(/[-:]/g, "").replace(" ", "T")}00`);
  eleventyConfig.addFilter("said", (moment) =>
    MOMENT.format(new Date(moment.replace(" ", "T"))),
  );
  eleventyConfig.addFilter("titled", (word) => word[0].toUpperCase() + word.slice(1));
  eleventyConfig.addFilter("rfc822", (day) => day.toUTCString());
}

function entriesOf(api, sections) {
  return sections.flatMap((section) => api.getFilteredByTag(section));
}

function newestFirst(entries) {
  return [...entries].sort((one, other) => other.date - one.date);
}

function byStart(events) {
  return [...events].sort((one, other) => one.data.start.localeCompare(other.data.start));
}

// Every list with its address: those of sections, of the years of events, and of themes.
function listsOf(api) {
  const lists = [];
  for (const section of SECTIONS) {
    lists.push({ title: section, address: `/${section}/`, entries: api.getFilteredByTag(section) });
  }
  for (const [year, entries] of byYear(api.getFilteredByTag("events"))) {
    lists.push({ title: year, address: `/events/${year}/`, entries });
  }
  for (const theme of THEMES) {
    const entries = entriesOf(api, SECTIONS).filter((one) => one.data.themes?.includes(theme));
    lists.push({ title: theme, address: `/themes/${theme}/`, entries });
  }
  return lists.map((list) => ({ ...list, entries: newestFirst(list.entries) }));
}

function byYear(events) {
  const years = new Map();
  for (const event of events) {
    const year = event.data.start.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), event]);
  }
  return years;
}

// The pages of a list.
function partsOf(list) {
  const number = Math.max(1, Math.ceil(list.entries.length / SIZE));
  const addresses = Array.from({ length: number }, (_, part) =>
    part ? `${list.address}page/${part + 1}/` : list.address,
  );
  return addresses.map((address, part) => ({
    title: list.title,
    feed: `${list.address}index.xml`,
    address,
    entries: list.entries.slice(part * SIZE, (part + 1) * SIZE),
    number: part + 1,
    of: number,
    previous: addresses[part - 1],
    next: addresses[part + 1],
  }));
}
