// Opens the web editor: Decap, once it is told what a hub is.

import { prepare } from "./editor.js";

// Decap begins by itself otherwise, before it knows of any of this.
window.CMS_MANUAL_INIT = true;

const configuration = await (await fetch("config.json")).json();
const script = document.createElement("script");
script.src = "decap-cms.js";
script.addEventListener("load", () => {
  document.getElementById("hub-opening")?.remove();
  prepare(window.CMS, configuration);
  window.CMS.init({ config: configuration.decap });
});
document.head.append(script);
