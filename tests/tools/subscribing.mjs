// Uses the page about subscribing in a browser as a reader does, and prints what came of it as JSON.
//
// usage: node subscribing.mjs BROWSER PAGE THEME...
//
// Ticks the themes by the addresses of their calendars, downloads the selection, copies an address
// with the keyboard alone, looks for a name, and sees what a failing calendar does; and then, with
// scripts off, what there is without.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [executablePath, address, ...themes] = process.argv.slice(2);
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args: quiet });
const errors = [];
const requested = new Set();

async function open(options = {}) {
  const context = await browser.newContext(options);
  context.on("request", (request) => requested.add(new URL(request.url()).origin));
  const page = await context.newPage();
  page.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(address);
  return page;
}

const said = (page) => page.locator("#hub_own [role=status]").textContent();
const tick = (page, theme) => page.check(`#hub_own input[value="${theme}"]`);
const press = (page) => page.click("#hub_own button[type=submit]");
const until = (page, busy) =>
  page.waitForFunction(
    (text) => !["", text].includes(document.querySelector("#hub_own [role=status]").textContent),
    busy,
  );

async function selection() {
  const page = await open();
  const busy = await page.locator("#hub_own form").getAttribute("data-busy");
  const hint = await page.locator("#hub_own .no-script").isVisible();
  await press(page);
  const nothing = await said(page);
  for (const theme of themes) await tick(page, theme);
  const chosen = await page.locator(".chosen").textContent();
  const [download] = await Promise.all([page.waitForEvent("download"), press(page)]);
  await until(page, busy);
  const text = readFileSync(await download.path(), "utf8");
  return { hint, nothing, chosen, done: await said(page), file: download.suggestedFilename(), text };
}

async function failure(answer) {
  const page = await open();
  const downloads = [];
  page.on("download", (one) => downloads.push(one.suggestedFilename()));
  await page.route(`**${themes.at(-1)}`, (route) => route.fulfill(answer));
  for (const theme of themes) await tick(page, theme);
  const busy = await page.locator("#hub_own form").getAttribute("data-busy");
  await press(page);
  await until(page, busy);
  await page.waitForTimeout(200); // in which a download would have begun
  return { said: await said(page), downloads };
}

async function copying() {
  const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  const row = page.locator("#hub_all .subscriptions > li").first();
  await row.locator("summary").focus();
  await page.keyboard.press("Enter");
  await row.locator(".files a").first().focus();
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#hub_all [role=status]").textContent);
  return {
    focused,
    shown: await row.locator(".copy span").first().textContent(),
    said: await page.locator("#hub_all [role=status]").textContent(),
    clipboard: await page.evaluate(() => navigator.clipboard.readText()),
  };
}

async function withoutClipboard() {
  const page = await open();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  const row = page.locator("#hub_all .subscriptions > li").first();
  await row.locator("summary").click();
  await row.locator(".copy").first().click();
  await row.locator("code").waitFor();
  return {
    said: await page.locator("#hub_all [role=status]").textContent(),
    selected: await page.evaluate(() => getSelection().toString()),
  };
}

async function finding(name) {
  const page = await open();
  await page.fill("#hub_filter", name);
  const visible = page.locator("#hub_all .subscriptions > li:visible .title");
  const found = await visible.allTextContents();
  return { found, said: await page.locator("#hub_all [role=status]").textContent() };
}

async function withoutScript() {
  const page = await open({ javaScriptEnabled: false });
  return {
    links: await page.locator("main a").evaluateAll((links) => links.map((link) => link.href)),
    visible: await page.locator("#hub_own form, .filter, .copy").locator("visible=true").count(),
    hint: await page.locator("#hub_own .no-script").isVisible(),
  };
}

const result = {
  selection: await selection(),
  copying: await copying(),
  withoutClipboard: await withoutClipboard(),
  finding: await finding("hoorn"),
  withoutScript: await withoutScript(),
  errors: [...errors], // what follows is meant to fail
  unavailable: await failure({ status: 503, body: "" }),
  astray: await failure({ status: 200, contentType: "text/html", body: "<!doctype html>" }),
  requested: [...requested],
};
await browser.close();
console.log(JSON.stringify(result));
