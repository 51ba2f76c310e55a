// The names of new files, as `hubgen new` gives them.

/** Return the slug of a text: lower-case ASCII letters, digits and single hyphens. */
export function slugify(text) {
  const plain = text
    .replace(/[’‘]/g, "")
    .replace(/(?<=\d),(?=\d)/g, "")
    .replace(/[ßẞ]/g, "ss")
    .replace(/[æÆ]/g, "ae")
    .replace(/[øØ]/g, "o")
    .replace(/[œŒ]/g, "oe")
    .replace(/[ðÐđĐ]/g, "d")
    .replace(/[þÞ]/g, "th")
    .replace(/[łŁ]/g, "l")
    .replace(/€/g, "eur")
    .replace(/×/g, "x")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 150).replace(/-+$/, "");
}

/** Return the slug by which other pages know a file. */
export function slugOf(path, own) {
  if (own) return own;
  const parts = path.split("/");
  const name = parts.at(-1).replace(/(\.[a-z]{2})?\.md$/, "");
  return slugify(name === "index" ? parts.at(-2) : name);
}

/** Return what makes a page's UID one of its own. */
export function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (one) => one.toString(16).padStart(2, "0")).join("");
}
