// What is sought, as the page's address says it: /search/?q=warmtenet&kind=events&theme=energie

const NAMES = ["q", "kind", "theme"];

/** What the address says. */
export function read() {
  const said = new URL(location.href).searchParams;
  return Object.fromEntries(NAMES.map((name) => [name, said.get(name) ?? ""]));
}

/** Writes what is sought into the address; as a step of its own, the back button undoes it. */
export function write(sought, { step }) {
  const address = new URL(location.href);
  for (const name of NAMES) {
    if (sought[name]) address.searchParams.set(name, sought[name]);
    else address.searchParams.delete(name);
  }
  if (address.href === location.href) return;
  if (step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
