// Looks at a preview in Chromium while a text is edited, and says what it saw, as JSON.
//
// preview.mjs JUDGES CHROMIUM ADDRESS TEXT SAVES [FOLDER]
//
// ADDRESS shows the document of which the file TEXT is a text. Saves it SAVES times with another
// word at its end and waits each time for the word, and for the page; then breaks a placeholder,
// and mends it. Pictures of what was seen go to FOLDER.
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const [judges, executablePath, address, text, saves, folder] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(judges), "package.json"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1300, height: 800 }, locale: "ru" });
const page = await context.newPage();
const found = { outside: [], errors: [], violations: [], text: [], sheet: [] };
page.on("request", (request) => {
  const { protocol, host } = new URL(request.url());
  const ours = new URL(address).host;
  if (!["data:", "about:"].includes(protocol) && host !== ours) found.outside.push(request.url());
});
page.on("pageerror", (error) => found.errors.push(error.message));
page.on("console", (message) => {
  if (message.type() === "error") found.errors.push(message.text());
});

// As an editor saves: another file in the place of the old one.
async function save(content) {
  await writeFile(`${text}~`, content);
  await rename(`${text}~`, text);
  return performance.now();
}

const shown = () => page.frameLocator("#web iframe:not(.coming)").last().locator("body");
const turned = () => page.evaluate(() => Number(document.body.dataset.turned ?? -1));

async function until(condition, what) {
  const end = performance.now() + 20000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
  return performance.now();
}

async function picture(name) {
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

const original = await readFile(text, "utf8");
await page.goto(address);
await until(async () => (await turned()) >= 0, "pages");
await picture("document");

const frame = async () => (await page.$("#web iframe:not(.coming)")).contentFrame();
await (await frame()).evaluate(() => window.scrollTo(0, 400));
const placed = await (await frame()).evaluate(() => window.scrollY);
for (let turn = 0; turn < Number(saves); turn += 1) {
  const before = await turned();
  // Letters only: a number would differ from the other languages.
  const word = `seen${[...String(turn)].map((digit) => "abcdefghij"[digit]).join("")}`;
  const began = await save(`${original.trimEnd()} ${word}.\n`);
  const seen = await until(async () => (await shown().innerText()).includes(word), word);
  found.text.push(seen - began);
  found.sheet.push((await until(async () => (await turned()) > before, "page")) - began);
}
found.moved = Math.abs((await (await frame()).evaluate(() => window.scrollY)) - placed);

const problems = page.locator("#problems li.error");
await save(original.replace("{{", "{{ nobody-knows }} {{"));
await until(async () => (await problems.count()) > 0, "error");
found.broken = await problems.allInnerTexts();
found.behind = await page.locator("#state").innerText();
found.kept = (await shown().innerText()).length;
await picture("problem");
await save(original);
await until(async () => (await problems.count()) === 0, "mended");
found.mended = await page.locator("#state").innerText();

await page.click("#tab-pages");
await page.waitForFunction(() => document.querySelector("#pages img")?.naturalWidth > 0);
found.pages = await page.locator("#pages img").count();
await picture("pages");
await page.click("#tab-status");
found.states = await page.locator("#status th").allInnerTexts();
await picture("status");

const judge = await browser.newContext({ bypassCSP: true });
const judged = await judge.newPage();
await judged.goto(address);
await judged.waitForSelector("#web iframe:not(.coming)");
await judged.addScriptTag({ path: axe });
const { violations } = await judged.evaluate(() => axe.run(document, { iframes: false }));
found.violations = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);

await browser.close();
console.log(JSON.stringify(found));
