// What the preview's overlay and bar do. It comes from the preview, and is in no published site.
{
  const host = document.currentScript.previousElementSibling;
  for (const template of document.querySelectorAll(".hubgen-preview > template[shadowrootmode]")) {
    // A browser that does not know the attribute leaves the template as it is.
    template.parentElement.attachShadow({ mode: "open" }).append(template.content);
  }
  const tree = host.shadowRoot;
  const find = (selector) => tree.querySelector(selector);
  const remembered = (name) => sessionStorage.getItem(`hubgen-preview-${name}`);
  const remember = (name, value) => sessionStorage.setItem(`hubgen-preview-${name}`, value);

  // The overlay: as long as the problems are the same, one that was closed stays closed.
  const dialog = find("dialog");
  if (dialog) {
    const again = find(".again");
    dialog.removeAttribute("open"); // it stands open for who has no scripts
    dialog.addEventListener("close", () => {
      remember("closed", dialog.dataset.key);
      again.focus();
    });
    again.addEventListener("click", () => dialog.showModal());
    if (remembered("closed") !== dialog.dataset.key) dialog.showModal();
  }

  // The warnings and the bar stay as they were put.
  const warnings = find("details");
  if (warnings) {
    warnings.open = remembered("warnings") === "open";
    warnings.addEventListener("toggle", () => remember("warnings", warnings.open ? "open" : ""));
  }
  const bar = find("aside");
  const fold = find(".fold");
  const show = (whole) => {
    bar.classList.toggle("folded", !whole);
    fold.setAttribute("aria-expanded", String(whole));
  };
  show(remembered("bar") !== "folded");
  fold.addEventListener("click", () => {
    const whole = bar.classList.contains("folded");
    show(whole);
    remember("bar", whole ? "" : "folded");
  });

  // In the overlay too: while that is open, nobody hears the bar.
  const tell = (text) => {
    for (const one of tree.querySelectorAll(".said")) one.textContent = text;
  };

  /** Asks the preview to open a file; only its own pages know the token. */
  const open = async ({ open: path, line, column }) => {
    tell("");
    try {
      const answer = await fetch("/.preview/open", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Hubgen-Preview": host.dataset.token },
        body: JSON.stringify({ path, line: Number(line ?? 0), column: Number(column ?? 0) }),
      });
      tell((await answer.json()).said);
    } catch {
      tell(host.dataset.silent);
    }
  };

  const copy = async (text) => {
    await navigator.clipboard.writeText(text);
    tell(host.dataset.copied);
  };

  tree.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-open], [data-copy]");
    if (button?.dataset.open) open(button.dataset);
    else if (button) copy(button.dataset.copy);
  });
}
