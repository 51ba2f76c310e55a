// Opens the web editor: Decap, once it is told what a hub is.

import { prepare } from "./editor.js";

// Decap begins by itself otherwise, before it knows of any of this.
window.CMS_MANUAL_INIT = true;

// From one page straight to another, by an address, Decap goes on showing the first.
const entry = (address) => /#\/collections\/[^/]+\/entries\/.+/.exec(address)?.[0];
window.addEventListener("hashchange", ({ oldURL, newURL }) => {
  if (entry(oldURL) && entry(newURL) && entry(oldURL) !== entry(newURL)) location.reload();
});

const configuration = await (await fetch("config.json")).json();
// On this machine a page is shown by the preview that the web editor is in.
if (configuration.hub.local) configuration.decap.site_url = location.origin;
const script = document.createElement("script");
script.src = "decap-cms.js";
script.addEventListener("load", () => {
  document.getElementById("hub-opening")?.remove();
  prepare(window.CMS, configuration);
  window.CMS.init({ config: configuration.decap });
});
document.head.append(script);
