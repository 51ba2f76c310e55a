// What of a page cannot be read: what sticks out of it, and text that its own box cuts off. What
// scrolls by itself, what is there for screen readers only, and what is not shown are no faults.
() => {
  const wide = document.documentElement.clientWidth;
  const hidden = new Set(["hidden", "clip"]);
  const found = new Set();
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 40)}`;
  const scrolls = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  for (const one of document.body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect();
    const shown = one.checkVisibility({ visibilityProperty: true });
    if (!shown || box.width < 2 || box.height < 2 || one.closest("svg, .leaflet-container")) continue;
    if (box.right > wide + 1 && !scrolls(one)) found.add(`sticks out: ${name(one)}`);
    const style = getComputedStyle(one);
    const text = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const wider = hidden.has(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    const higher = hidden.has(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
    if (text && (wider || higher)) found.add(`is cut: ${name(one)}`);
  }
  return [...found];
}
