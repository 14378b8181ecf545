// Opens pages in Chromium as a reader would, and says what it found, as JSON.
//
// browser.mjs JUDGES CHROMIUM OUTPUT    OUTPUT is an output folder with index.html
//
// For each page: the requests that left it, what axe (WCAG 2.2 A and AA, best practices) has
// against it in each language, wide and narrow; for the press room and the register also what
// became of clicks and typing. A script that the page does not know must not run.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [judges, executablePath, output] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(judges), "package.json"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const found = { violations: [], outside: [], errors: [] };

async function opened(name, viewport = { width: 1200, height: 900 }, bypassCSP = true) {
  const context = await browser.newContext({ viewport, locale: "ru-RU", bypassCSP });
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("data:")) found.outside.push(url);
  });
  page.on("pageerror", (error) => found.errors.push(`${name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") found.errors.push(`${name}: ${message.text()}`);
  });
  const [file, language] = name.split("#");
  const address = pathToFileURL(path.join(output, file));
  address.hash = language ?? "";
  await page.goto(address.href);
  return page;
}

async function judged(page, name) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => axe.run());
  for (const { id, nodes } of violations) {
    found.violations.push(`${name}: ${id}: ${nodes[0].html.slice(0, 120)}`);
  }
}

// Under its own policy a page says nothing to the console, and runs and shows nothing strange.
async function guarded(name) {
  const page = await opened(name, undefined, false);
  const before = found.errors.length;
  const strange = await page.evaluate(() => {
    const said = { styled: document.styleSheets.length };
    const script = document.createElement("script");
    script.textContent = "document.documentElement.dataset.strange = 'ran'";
    document.body.append(script);
    const box = document.createElement("p");
    box.setAttribute("style", "color: rgb(1, 2, 3)");
    document.body.append(box);
    said.ran = document.documentElement.dataset.strange ?? "";
    said.colour = getComputedStyle(box).color;
    return said;
  });
  await page.waitForTimeout(100); // what the console has against the strangers
  found.errors.length = before;
  if (!strange.styled) found.errors.push(`${name}: its own looks are refused`);
  if (strange.ran) found.errors.push(`${name}: a strange script ran`);
  if (strange.colour === "rgb(1, 2, 3)") found.errors.push(`${name}: strange looks were shown`);
}

const visible = (page, selector) =>
  page.$$eval(selector, (all) => all.filter((each) => each.offsetParent).length);
const text = (page, selector) =>
  page.$eval(selector, (element) => element.innerText.replace(/\s+/g, " ").trim());

async function pressRoom() {
  const page = await opened("index.html");
  const seen = { first: await page.$eval("html", (html) => html.lang), headings: {} };
  const buttons = await page.$$(".languages button");
  for (const button of buttons) {
    await button.click();
    const language = await button.getAttribute("value");
    seen.headings[language] = [
      await page.$eval("html", (html) => html.lang),
      await text(page, "h1"),
      await page.title(),
      await page.$eval("select[name=kind] option", (option) => option.textContent),
      (await page.$$("[aria-pressed=true]")).length,
    ];
    await judged(page, `index.html ${language}`);
  }
  await buttons[0].click();
  seen.all = await visible(page, "article");
  await page.fill("input[name=words]", "ПРОТОКОЛ второго");
  seen.searched = [await visible(page, "article"), await text(page, "output")];
  await page.fill("input[name=words]", "ozbekiston qozogiston"); // as people type it
  seen.folded = await visible(page, "article");
  await page.fill("input[name=words]", "нет такого слова");
  seen.nothing = [await visible(page, "article"), await visible(page, "main > .none")];
  await page.fill("input[name=words]", "");
  await page.selectOption("select[name=kind]", "press-release");
  seen.kind = await visible(page, "article");
  await page.selectOption("select[name=language]", "en");
  seen.editions = await visible(page, "article tbody tr");
  await page.selectOption("select[name=kind]", "");
  await page.selectOption("select[name=language]", "");
  await page.selectOption("select[name=year]", { index: 1 });
  seen.year = await visible(page, "article");
  const link = await page.$('a[href$=".pdf"]');
  seen.pdf = await link.getAttribute("href");
  seen.magic = (await readFile(new URL(seen.pdf, page.url()))).subarray(0, 5).toString();
  await page.keyboard.press("Tab");
  seen.focus = await page.evaluate(() => document.activeElement.tagName);
  const again = await opened("index.html#kk");
  seen.hash = await again.$eval("html", (html) => html.lang);
  const narrow = await opened("index.html", { width: 360, height: 740 });
  seen.overflow = await narrow.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await judged(narrow, "index.html on a phone");
  return seen;
}

async function register() {
  const page = await opened("decisions.html");
  const seen = { rows: await visible(page, "tbody tr") };
  const column = () =>
    page.$$eval("tbody tr", (rows) =>
      rows.map((row) => [...row.cells[3].children].find((each) => each.offsetParent).textContent),
    );
  await page.click("th:nth-child(4) button");
  seen.ascending = await column();
  await page.click("th:nth-child(4) button");
  seen.descending = await column();
  seen.sorted = await page.getAttribute("th:nth-child(4)", "aria-sort");
  await judged(page, "decisions.html");
  return seen;
}

found.pressRoom = await pressRoom();
found.register = await register();
for (const name of ["index.html", "decisions.html", ...process.argv.slice(5)]) await guarded(name);
for (const name of process.argv.slice(5)) {
  for (const width of [1200, 360]) {
    const page = await opened(name, { width, height: 800 });
    await judged(page, `${name} at ${width}`);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over > 0) found.errors.push(`${name} at ${width}: ${over} pixels too wide`);
  }
}
await browser.close();
console.log(JSON.stringify(found, null, 1));
