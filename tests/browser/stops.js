// What the Tab key has to stop at, in the order of the page, by name. Notes in `window.stops` where it
// does stop, and whether that shows: by an outline, its own or that of a form that looks like a field,
// or by another border or background.
() => {
  const looks = (one) => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor } = getComputedStyle(one);
    return { outline: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2, rest: [boxShadow, backgroundColor, borderColor].join() };
  };
  const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const found = [...document.querySelectorAll(all)].filter((one) => {
    const shown = one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0;
    const first = one.type !== "radio" || one === document.querySelector(`input[name="${one.name}"]:checked`) ||
      (!document.querySelector(`input[name="${one.name}"]:checked`) && one === document.querySelector(`input[name="${one.name}"]`));
    return shown && first;
  });
  const name = (one) => {
    const text = one.getAttribute("aria-label") ?? one.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `${found.indexOf(one)} ${one.tagName.toLowerCase()} ${text || one.name || one.id}`;
  };
  const before = new Map(found.map((one) => [one, looks(one).rest]));
  window.stops = [];
  document.addEventListener("focusin", ({ target }) => {
    const now = looks(target);
    const around = target.parentElement.matches("form") && looks(target.parentElement).outline;
    const seen = now.outline || around || now.rest !== before.get(target);
    window.stops.push({ name: name(target), seen });
  });
  return found.map(name);
}
