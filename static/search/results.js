// The list of what was found.

import { excerpt, isSought, pieces } from "./excerpt.js";

/** Returns a list's item for each page, made of the page's template. */
export async function items(pages, index, sought, root) {
  const template = document.getElementById("hub_search_item");
  const isMarked = isSought(sought, root);
  return Promise.all(pages.map((page) => item(page, index, isMarked, template)));
}

async function item(page, index, isMarked, template) {
  const card = await index.card(page);
  const made = template.content.cloneNode(true);
  const part = (name) => made.querySelector(`.${name}`);
  const link = made.querySelector("a");
  link.href = card.url;
  link.append(...marked(card.title, isMarked));
  const about = [card.kind, card.when, card.place].filter(Boolean);
  part("finder-about").append(about.join(" · "), ...(card.badges ?? []).map(badge));
  part("finder-text").append(...marked(await said(page, card, index, isMarked), isMarked));
  colour(made.querySelector("svg"), index, page);
  return made;
}

function badge({ tone, text }) {
  const made = document.getElementById("hub_search_badge").content.firstElementChild.cloneNode();
  made.classList.add(tone);
  made.textContent = text;
  return made;
}

/** The summary where it has a sought word, else the part of the text that has. */
async function said(page, card, index, isMarked) {
  const summary = card.summary ?? "";
  if (pieces(summary, isMarked).some((piece) => piece.marked)) return summary;
  try {
    return excerpt(await index.text(page), isMarked) || summary;
  } catch {
    return summary; // the result is there all the same
  }
}

function marked(text, isMarked) {
  return pieces(text, isMarked).map((piece) => {
    if (!piece.marked) return piece.text;
    const mark = document.createElement("mark");
    mark.textContent = piece.text;
    return mark;
  });
}

/** Gives a page's strip of parcels the colours of its themes. */
function colour(strip, index, page) {
  const [parcel] = strip.children;
  const colours = index.theme[page].map((theme) => index.themes[theme].colour);
  const width = Number(strip.getAttribute("width"));
  const parcels = colours.map((its, place) => {
    const one = parcel.cloneNode();
    one.setAttribute("x", (width / colours.length) * place);
    one.setAttribute("width", width / colours.length - (place < colours.length - 1 ? 2 : 0));
    one.setAttribute("color", its);
    return one;
  });
  if (parcels.length) parcel.replaceWith(...parcels);
  else strip.remove();
}
