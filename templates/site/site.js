// The press room and the register: the language that is shown, what is found, how it is sorted.
// Everything the page says is in it already, in every language.
"use strict";

const root = document.documentElement;
const KEPT = "diptych-language";

// --- language ----------------------------------------------------------------------

const buttons = [...document.querySelectorAll(".languages button")];
const offered = buttons.map((button) => button.value);
// What stands in attributes, and in titles and options, which can hold no elements.
const spoken = [...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes]
    .filter((attribute) => attribute.name.startsWith("data-said-"))
    .map((attribute) => ({
      element,
      name: attribute.name.slice("data-said-".length),
      said: JSON.parse(attribute.value),
    })),
);

function speak(language) {
  root.lang = language;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.value === language));
  }
  for (const { element, name, said } of spoken) {
    if (name === "text") element.textContent = said[language];
    else element.setAttribute(name, said[language]);
  }
  narrow();
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // a page opened from a disk may keep nothing
  }
}

function choose(language) {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // then it is chosen for now
  }
  history.replaceState(null, "", `#${language}`);
  speak(language);
}

function wanted() {
  const known = [location.hash.slice(1), remembered(), ...navigator.languages];
  for (const each of known.filter(Boolean)) {
    const found =
      offered.find((tag) => tag === each) ??
      offered.find((tag) => tag.split("-")[0] === each.split("-")[0]);
    if (found) return found;
  }
  return root.lang;
}

// --- search and filters -------------------------------------------------------------

const form = document.querySelector(".filters");
const articles = [...document.querySelectorAll("article")].map((article) => ({
  article,
  section: article.closest(".meeting"),
  words: folded(`${article.textContent} ${article.closest(".meeting").textContent.slice(0, 400)}`),
}));

// Letters that people type in several ways, or leave out the marks of, count as one.
function folded(text) {
  return text
    .toLocaleLowerCase("und")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'`´‘’‛ʻʼ]/g, "");
}

function narrow() {
  if (!form) return;
  const { words, kind, language, year, state } = Object.fromEntries(new FormData(form));
  const terms = folded(words).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { article, section, words: said } of articles) {
    const { kind: its, state: stands, languages } = article.dataset;
    article.hidden = !(
      (!kind || its === kind) &&
      (!state || stands === state) &&
      (!year || section.dataset.year === year) &&
      (!language || languages.split(" ").includes(language)) &&
      terms.every((term) => said.includes(term))
    );
    for (const row of article.querySelectorAll("tr[data-languages]")) {
      row.hidden = Boolean(language) && !row.dataset.languages.split(" ").includes(language);
    }
    count += article.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll(".meeting")) {
    section.hidden = !section.querySelector("article:not([hidden])");
  }
  document.querySelector("main > .none").hidden = count > 0;
  const output = form.querySelector("output");
  output.value = output.dataset.template.replace("{count}", String(count));
}

// --- sorting ------------------------------------------------------------------------

const table = document.querySelector(".register");

function key(row, column) {
  const cell = row.cells[column];
  if (cell.dataset.key) return cell.dataset.key;
  const visible = [...cell.children].find((each) => each.offsetParent);
  return visible ? visible.textContent : "";
}

function sort(heading) {
  const column = heading.cellIndex;
  const ascending = heading.getAttribute("aria-sort") !== "ascending";
  const collator = new Intl.Collator(root.lang, { numeric: true });
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: key(row, column) }));
  rows.sort((a, b) => (ascending ? 1 : -1) * collator.compare(a.key, b.key));
  table.tBodies[0].append(...rows.map(({ row }) => row));
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
}

// --- beginning ----------------------------------------------------------------------

for (const button of buttons) button.addEventListener("click", () => choose(button.value));
document.querySelector(".languages").hidden = false;
if (form) {
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
}
for (const heading of table?.tHead.rows[0].cells ?? []) {
  heading.querySelector("button").addEventListener("click", () => sort(heading));
}
addEventListener("hashchange", () => speak(wanted()));
speak(wanted());
