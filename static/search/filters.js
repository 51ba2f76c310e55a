// The filters: each kind and theme, with how many pages of it are found.

/** The pages of what was found that are of a kind and a theme; "" is any. */
export function filtered(pages, index, { kind, theme }) {
  const itsKind = index.kinds.findIndex(({ name }) => name === kind);
  const itsTheme = index.themes.findIndex(({ name }) => name === theme);
  return pages.filter(
    (page) =>
      (!kind || index.kind[page] === itsKind) && (!theme || index.theme[page].includes(itsTheme)),
  );
}

/** Shows what can be chosen, with its number; what has nothing to show is left out. */
export function showFilters(form, pages, index, sought) {
  const ofTheme = filtered(pages, index, { kind: "", theme: sought.theme });
  const ofKind = filtered(pages, index, { kind: sought.kind, theme: "" });
  const kinds = counts(index.kinds, ofTheme.map((page) => index.kind[page]));
  const themes = counts(index.themes, ofKind.flatMap((page) => index.theme[page]));
  form.querySelector(".finder-filters").hidden = pages.length === 0 && !sought.kind && !sought.theme;
  fill(form.elements.kind, kinds, ofTheme.length, sought.kind);
  fill(form.elements.theme, themes, ofKind.length, sought.theme);
}

function counts(known, places) {
  const times = known.map(() => 0);
  for (const place of places) times[place] += 1;
  return known.map((one, place) => ({ ...one, count: times[place] }));
}

/** Fills a select with choices, the first of them "all"; what is chosen stays, even with none. */
function fill(select, choices, all, chosen) {
  const options = choices
    .filter(({ name, count }) => count > 0 || name === chosen)
    .map(({ name, title, count }) => new Option(`${title} (${count})`, name, false, name === chosen));
  const any = new Option(`${select.dataset.all} (${all})`, "", false, !chosen);
  select.replaceChildren(any, ...options);
}
