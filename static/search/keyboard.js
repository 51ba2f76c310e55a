// The arrow keys: from the field to the results, and from one result to the next.

/** Lets the arrow keys go through a field and a list's links; Escape goes back to the field. */
export function moveByArrows(field, list) {
  const links = () => [...list.querySelectorAll("a")];
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || event.altKey || event.isComposing) return;
    const [first] = links();
    if (!first) return;
    event.preventDefault();
    first.focus();
  });
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = links();
    const place = all.indexOf(document.activeElement);
    const next = {
      ArrowDown: all[place + 1] ?? all[place],
      ArrowUp: all[place - 1] ?? field,
      Escape: field,
    }[event.key];
    if (place < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
}
