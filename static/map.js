// The pages of the maps: narrows map and list down by kind, theme and province. What is chosen stands
// in the address, so that it can be sent to others and the way back works.

import { liveMap } from "./map-live.js";

const NAMES = ["kind", "theme", "province"];

const page = document.getElementById("hub_map");
const form = page.querySelector(".map-filters");
const status = form.querySelector("[role=status]");
const reset = form.querySelector("[type=reset]");
const nothing = page.querySelector(".map-none");
const items = [...page.querySelectorAll(".map-item")];
const blocks = [...page.querySelectorAll(".map-block")];
const groups = [...page.querySelectorAll(".map-group")];

const values = {
  kind: (item) => [item.dataset.sort],
  theme: (item) => item.dataset.themes.split(" "),
  province: (item) => [item.dataset.province],
};

function chosen() {
  const data = new FormData(form);
  return Object.fromEntries(NAMES.map((name) => [name, data.getAll(name).filter(Boolean)]));
}

// Whether an item is wanted, by every choice or by all but one.
function isWanted(item, choice, except) {
  return NAMES.every(
    (name) =>
      name === except ||
      !choice[name].length ||
      values[name](item).some((value) => choice[name].includes(value)),
  );
}

// Say beside each choice how much there would be, given the others.
function count(choice) {
  for (const name of NAMES) {
    const counts = {};
    for (const item of items)
      if (isWanted(item, choice, name))
        for (const value of values[name](item)) counts[value] = (counts[value] ?? 0) + 1;
    for (const box of form.querySelectorAll(`input[name=${name}]`))
      box.closest("label").querySelector(".count").textContent = counts[box.value] ?? 0;
    for (const option of form.querySelectorAll(`select[name=${name}] option[data-title]`)) {
      option.textContent = `${option.dataset.title} (${counts[option.value] ?? 0})`;
      option.disabled = !counts[option.value] && !option.selected;
    }
  }
}

function show() {
  const choice = chosen();
  for (const item of items) item.hidden = !isWanted(item, choice);
  for (const block of blocks) block.hidden = !block.querySelector(".map-item:not([hidden])");
  for (const group of groups) group.hidden = !group.querySelector(".map-item:not([hidden])");
  const shown = items.filter((item) => !item.hidden);
  nothing.hidden = shown.length > 0;
  const { none, one, other } = page.dataset;
  const said = shown.length === 1 ? one : shown.length ? other : none;
  status.textContent = said.replace("{count}", shown.length);
  reset.hidden = NAMES.every((name) => !choice[name].length);
  count(choice);
  map?.show(shown, !reset.hidden);
}

function read() {
  const query = new URLSearchParams(location.search);
  for (const element of form.elements) {
    const known = query.getAll(element.name);
    if (element.type === "checkbox") element.checked = known.includes(element.value);
    else if (element.tagName === "SELECT") {
      element.value = known[0] ?? "";
      if (element.selectedIndex < 0) element.value = "";
    }
  }
}

function write() {
  const query = new URLSearchParams(location.search);
  const choice = chosen();
  for (const name of NAMES) {
    query.delete(name);
    for (const value of choice[name]) query.append(name, value);
  }
  const said = query.size ? `?${query}` : "";
  if (said !== location.search) history.pushState(null, "", location.pathname + said);
  seen = said;
}

let map;
let seen = location.search;
form.hidden = !items.length;
read();
if (items.length) map = liveMap(page, items);
show();

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => {
  write();
  show();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const element of form.elements) {
    if (element.type === "checkbox") element.checked = false;
    else if (element.tagName === "SELECT") element.value = "";
  }
  write();
  show();
  form.querySelector("input, select").focus();
});
addEventListener("popstate", () => {
  if (location.search === seen) return; // only another place of this page
  seen = location.search;
  read();
  show();
});
