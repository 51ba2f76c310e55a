// The page about subscribing: a button that copies the address of each feed and calendar, and, in a
// long list, a field that finds what has a name.

const LONG = 30; // things to follow that a reader can oversee

const all = document.getElementById("hub_all");
const status = all.querySelector("[role=status]");
const rows = [...all.querySelectorAll(".subscriptions > li")];
const phrases = all.dataset;

const fill = (phrase, blanks) => phrase.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
const titleOf = (row) => row.querySelector(".title").textContent;
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

function copyButton(link) {
  const button = document.createElement("button");
  const words = document.createElement("span");
  const unseen = document.createElement("span");
  button.type = "button";
  button.className = "copy";
  words.textContent = phrases.copy;
  unseen.className = "unseen";
  unseen.textContent = `: ${titleOf(link.closest(".subscriptions > li"))}, ${link.textContent}`;
  button.append(words, unseen);
  button.addEventListener("click", () => copy(link, button, words));
  return button;
}

async function copy(link, button, words) {
  try {
    await navigator.clipboard.writeText(link.href);
    words.textContent = phrases.copied;
    status.textContent = fill(phrases.copiedOf, { address: link.href });
    setTimeout(() => (words.textContent = phrases.copy), 4000);
  } catch {
    // Without a clipboard (not every page may use it) the address can be selected by hand.
    const address = document.createElement("code");
    address.textContent = link.href;
    address.tabIndex = -1;
    button.replaceWith(address);
    address.focus();
    getSelection().selectAllChildren(address);
    status.textContent = phrases.failed;
  }
}

function find(sought) {
  const found = rows.filter((row) => {
    const group = row.closest(".subscription-group").querySelector("h3").textContent;
    row.hidden = !fold(`${titleOf(row)} ${group}`).includes(sought);
    return !row.hidden;
  });
  for (const group of all.querySelectorAll(".subscription-group")) {
    group.hidden = !found.some((row) => group.contains(row));
    for (const list of group.querySelectorAll(".fold")) {
      list.open = sought !== "";
      list.querySelector("summary").hidden = list.open; // it counts all, and says so
    }
  }
  const phrase = [phrases.none, phrases.one][found.length] ?? phrases.other;
  status.textContent = sought ? fill(phrase, { count: found.length }) : "";
}

for (const link of all.querySelectorAll(".files a")) link.after(copyButton(link));

if (rows.length > LONG) {
  const filter = all.querySelector(".filter");
  const input = filter.querySelector("input");
  input.addEventListener("input", () => find(fold(input.value.trim())));
  filter.hidden = false;
  if (input.value) find(fold(input.value.trim()));
}
