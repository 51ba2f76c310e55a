// A map that can be moved and zoomed, made by Leaflet from the drawing and the list that the page
// already has. Where Leaflet is not there the drawing stays, and so does all that it leads to.

const SVG = "http://www.w3.org/2000/svg";
const SORTS = ["practice", "contact", "tool", "event"];
const CLOSEST = 11; // how far one can zoom in without tiles, which show streets

const svg = (name, attributes = {}, ...inside) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};
const make = (name, className, ...inside) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
};

// Move what lies on each other, a little, until all of it can be hit: at whatever zoom, clusters and
// pins come closer to each other than any radius of clusters foresees.
function setApart(L, map) {
  const pins = [];
  map.eachLayer((layer) => {
    const element = layer instanceof L.Marker && layer.getElement();
    if (!element) return;
    const size = element.offsetWidth;
    const { x, y } = map.latLngToLayerPoint(layer.getLatLng());
    pins.push({ element, size, home: { x, y }, x, y });
  });
  for (let round = 0, moved = true; moved && round < 40; round += 1) {
    moved = false;
    for (let i = 0; i < pins.length; i += 1)
      for (let j = i + 1; j < pins.length; j += 1) {
        const [one, other] = [pins[i], pins[j]];
        const [across, down] = [other.x - one.x || 0.1, other.y - one.y];
        const distance = Math.hypot(across, down);
        const short = (one.size + other.size) / 2 + 8 - distance;
        if (short <= 0.1) continue;
        moved = true;
        const [right, below] = [across, down].map((part) => (part / distance) * (short / 2));
        one.x -= right;
        one.y -= below;
        other.x += right;
        other.y += below;
      }
  }
  for (const { element, size, home, x, y } of pins) {
    element.style.marginLeft = `${x - home.x - size / 2}px`;
    element.style.marginTop = `${y - home.y - size / 2}px`;
  }
}

export function liveMap(page, items) {
  const drawing = page.querySelector("svg.map");
  const pins = [...drawing.querySelectorAll("a.pin")];
  const shapes = document.getElementById("hub_shapes").content;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const L = globalThis.L;

  // What is at each place: its pin of the drawing, its items in the list and those that are shown.
  const places = new Map();
  for (const pin of pins) places.set(pin.dataset.place, { pin, items: [], shown: [] });
  for (const item of items) places.get(item.dataset.place)?.items.push(item);

  const tally = (some) =>
    SORTS.map((sort) => [sort, some.filter((item) => item.dataset.sort === sort).length]).filter(
      ([, count]) => count,
    );

  // A pin as the drawing has it: a shape by its kind, with how much there is.
  function icon(some, size) {
    const counts = tally(some);
    const sort = counts.length === 1 ? counts[0][0] : "mixed";
    const path = (name) => shapes.querySelector(`.sort-${name} path`).cloneNode();
    const pin = svg("svg", {
      class: `pin sort-${sort}`,
      viewBox: "-22 -22 44 44",
      width: size,
      height: size,
      "aria-hidden": "true",
    });
    pin.append(path(sort));
    if (some.length > 1) {
      const text = svg("text", { y: sort === "mixed" ? 3 : 7, "text-anchor": "middle" });
      text.textContent = some.length;
      pin.append(text);
    }
    if (sort === "mixed")
      counts.forEach(([name], number) => {
        const x = (number - (counts.length - 1) / 2) * 10;
        const mark = svg("g", { class: `mark sort-${name}` }, path(name));
        mark.setAttribute("transform", `translate(${x} 10) scale(.2)`);
        pin.append(mark);
      });
    return pin;
  }

  // Without Leaflet, and on paper, the pins of the drawing follow what is chosen.
  function showPins() {
    for (const { pin, shown } of places.values()) {
      pin.classList.toggle("gone", !shown.length);
      const text = pin.querySelector("text");
      if (text) text.textContent = shown.length;
    }
  }

  function sortOut(shown) {
    for (const place of places.values()) place.shown = [];
    for (const item of shown) places.get(item.dataset.place)?.shown.push(item);
    showPins();
  }

  if (!L?.markerClusterGroup || !pins.length) return { show: sortOut };

  const box = make("div", "map-live");
  box.setAttribute("aria-label", drawing.getAttribute("aria-label"));
  box.setAttribute("role", "group");
  drawing.before(box);
  page.classList.add("is-live");

  const [south, west, north, east] = drawing.dataset.bounds.split(" ").map(Number);
  const country = L.latLngBounds([south, west], [north, east]);
  const touch = matchMedia("(pointer: coarse)").matches;
  const { tiles, attribution } = page.dataset;
  const map = L.map(box, {
    attributionControl: Boolean(tiles),
    zoomControl: false,
    // A page must scroll over a map: with the wheel, and with one finger. Two fingers move the map.
    scrollWheelZoom: false,
    dragging: !touch,
    zoomSnap: 0.25,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
    maxZoom: tiles ? 18 : CLOSEST,
    maxBounds: country.pad(0.25),
  });
  L.control
    .zoom({ zoomInTitle: page.dataset.zoomIn, zoomOutTitle: page.dataset.zoomOut })
    .addTo(map);
  const base = svg("svg", { class: "map-base", viewBox: drawing.getAttribute("viewBox") });
  base.setAttribute("preserveAspectRatio", "none");
  base.append(...[...drawing.querySelectorAll("use")].map((use) => use.cloneNode()));
  // Below the tiles, if there are any: it is what a reader sees until they come, and if none does.
  L.svgOverlay(base, country, { pane: "tilePane", zIndex: 0 }).addTo(map);
  if (tiles) {
    map.attributionControl.setPrefix(false);
    const plain = make("span", "");
    plain.textContent = attribution;
    L.tileLayer(tiles, { attribution: plain.innerHTML }).addTo(map);
  }
  // A whole number: clusters are made from it, and would miss some of a level in between.
  let inView = country;
  const fit = () => {
    map.setMinZoom(0);
    map.setMinZoom(Math.floor(map.getBoundsZoom(country)));
    map.fitBounds(inView, { maxZoom: inView === country ? undefined : 9, animate: false });
  };
  fit();

  // An icon that is a link in all but name: Leaflet gives it no name of its own.
  const named = (some, size, label) =>
    Object.assign(L.divIcon({ className: "", html: icon(some, size), iconSize: [size, size] }), {
      createIcon(old) {
        const element = L.DivIcon.prototype.createIcon.call(this, old);
        element.setAttribute("role", "button");
        element.setAttribute("aria-label", label);
        element.title = label;
        return element;
      },
    });

  const clusters = L.markerClusterGroup({
    animate: !calm,
    showCoverageOnHover: false,
    maxClusterRadius: 40,
    iconCreateFunction(cluster) {
      const inside = cluster.getAllChildMarkers();
      const label = page.dataset.cluster
        .replace("{count}", inside.reduce((sum, one) => sum + one.place.shown.length, 0))
        .replace("{places}", inside.length);
      return named(
        inside.flatMap((one) => one.place.shown),
        38,
        label,
      );
    },
  }).addTo(map);

  const apart = () => requestAnimationFrame(() => setApart(L, map));
  map.on("resize", fit);
  map.on("resize moveend zoomend popupclose", apart);
  clusters.on("animationend spiderfied unspiderfied", apart);

  // What stands in the list about a place, once more beside its pin.
  function popup({ pin, shown, items: [first] }) {
    const list = make("ul", "");
    for (const item of shown) {
      const link = item.querySelector("a")?.cloneNode(true);
      list.append(make("li", "", item.querySelector(".glyph").cloneNode(true), link ?? ""));
    }
    const more = make("a", "");
    more.href = pin.getAttribute("href");
    more.textContent = page.dataset.inList;
    more.addEventListener("click", () => choose(first));
    return make("div", "", make("p", "popup-title", pin.dataset.title), list, make("p", "", more));
  }

  const blockOf = (item) => item.closest(".map-block[id]") ?? item;
  function choose(item) {
    for (const one of page.querySelectorAll(".chosen")) one.classList.remove("chosen");
    if (item) blockOf(item).classList.add("chosen");
  }

  for (const place of places.values()) {
    const { lat, lon } = place.pin.dataset;
    place.marker = L.marker([Number(lat), Number(lon)]);
    place.marker.place = place;
    place.marker.bindPopup(() => popup(place), { maxHeight: 260, minWidth: 160, maxWidth: 260 });
  }
  let byKeyboard = false;
  let opened; // the pin that a reader was at, and comes back to
  const close = () => {
    map.closePopup();
    opened?.getElement()?.focus();
    opened = undefined;
  };
  box.addEventListener("keydown", (event) => (byKeyboard = event.key === "Enter"), true);
  box.addEventListener("pointerdown", () => (byKeyboard = false), true);
  map.on("popupopen", ({ popup: open }) => {
    const element = open.getElement();
    const { place } = open._source;
    const button = element.querySelector(".leaflet-popup-close-button");
    button.setAttribute("aria-label", page.dataset.close);
    button.addEventListener("click", close);
    opened = place.marker;
    choose(place.shown[0]);
    if (byKeyboard) element.querySelector("a[href]").focus();
    // Beside the map the list follows; below it, a reader would lose the map.
    else if (matchMedia("(min-width: 60rem)").matches)
      blockOf(place.shown[0]).scrollIntoView({ block: "nearest" });
  });
  map.on("popupclose", () => choose());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  // What a reader points at in the list lights up on the map.
  const lit = (item, on) => {
    const marker = places.get(item.dataset.place)?.marker;
    const visible = marker && clusters.hasLayer(marker) && clusters.getVisibleParent(marker);
    visible?.getElement?.()?.querySelector(".pin")?.classList.toggle("hot", on);
  };
  for (const item of items) {
    for (const type of ["pointerenter", "focusin"])
      item.addEventListener(type, () => lit(item, true));
    for (const type of ["pointerleave", "focusout"])
      item.addEventListener(type, () => lit(item, false));
  }

  return {
    show(shown, isNarrowed) {
      map.closePopup();
      sortOut(shown);
      const on = [...places.values()].filter((place) => place.shown.length);
      clusters.clearLayers();
      for (const place of on) {
        const counts = place.pin.getAttribute("aria-label");
        place.marker.setIcon(named(place.shown, place.shown.length > 1 ? 34 : 28, counts));
      }
      clusters.addLayers(on.map((place) => place.marker));
      const bounds = L.latLngBounds(on.map((place) => place.marker.getLatLng()));
      inView = isNarrowed && bounds.isValid() ? bounds.pad(0.2) : country;
      fit();
      apart();
      const at = places.get(decodeURIComponent(location.hash).replace("#hub_at-", ""));
      if (at?.shown.length) choose(at.shown[0]);
    },
  };
}
