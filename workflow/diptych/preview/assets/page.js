"use strict";

const at = (id) => document.getElementById(id);
const chosen = ["meeting", "kind", "edition"];
let labels = {};
let known = [];
let events = null;

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// --- what is looked at, kept in the address so that it is there again after reloading ---

function address() {
  return new URLSearchParams(location.hash.slice(1));
}

function fill(select, values, wanted) {
  select.replaceChildren(...values.map((value) => element("option", value)));
  select.value = values.includes(wanted) ? wanted : values[0] ?? "";
}

function offer(wanted) {
  const meetings = [...new Set(known.map(([meeting]) => meeting))];
  fill(at("meeting"), meetings, wanted.get("meeting") ?? meetings.at(-1));
  const here = known.filter(([meeting]) => meeting === at("meeting").value);
  fill(at("kind"), here.map(([, kind]) => kind), wanted.get("kind"));
  const document = here.find(([, kind]) => kind === at("kind").value);
  fill(at("edition"), document ? document[2] : [], wanted.get("edition"));
}

function choose() {
  const wanted = new URLSearchParams(chosen.map((name) => [name, at(name).value]));
  offer(wanted);
  const now = new URLSearchParams(chosen.map((name) => [name, at(name).value]));
  history.replaceState(null, "", `#${now}`);
  at("web").replaceChildren();
  at("pages").replaceChildren();
  listen();
}

// --- what is told of it ---

function listen() {
  events?.close();
  if (!at("edition").value) {
    say(at("problems").children.length ? "undrawn" : "none", true);
    return;
  }
  say("drawing");
  const path = chosen.map((name) => encodeURIComponent(at(name).value)).join("/");
  events = new EventSource(`events/${path}`);
  events.addEventListener("document", (event) => show(JSON.parse(event.data)));
  events.addEventListener("pages", (event) => turn(JSON.parse(event.data)));
  events.onerror = () => say("gone", true);
}

function say(name, behind = false) {
  at("state").textContent = name ? labels[name] : "";
  at("state").classList.toggle("behind", behind);
}

function show(view) {
  if (view.documents.length && JSON.stringify(view.documents) !== JSON.stringify(known)) {
    known = view.documents;
    offer(address());
  }
  list(view.problems);
  states(view);
  if (view.html) {
    draw(view.html);
    say("");
  } else {
    say(at("web").firstChild ? "behind" : "undrawn", true);
  }
  document.body.dataset.seen = String(Number(document.body.dataset.seen ?? 0) + 1);
}

// The new text comes in behind the old one and takes its place once it stands where that stood.
function draw(html) {
  const panel = at("web");
  const coming = element("iframe", "", { class: "coming", sandbox: "allow-same-origin" });
  coming.title = labels.web;
  coming.srcdoc = html;
  coming.addEventListener("load", () => {
    const old = [...panel.children].filter((frame) => frame !== coming);
    const shown = old.find((frame) => !frame.classList.contains("coming"));
    if (shown) keepPlace(shown.contentWindow, coming.contentWindow);
    coming.classList.remove("coming");
    for (const frame of old) frame.remove();
  });
  panel.append(coming);
}

function keepPlace(from, to) {
  const marked = [...from.document.querySelectorAll("[id]")];
  const top = marked.find((each) => each.getBoundingClientRect().bottom > 0);
  const same = top && to.document.getElementById(top.id);
  if (from.scrollY === 0) return;
  if (same) {
    const distance = same.getBoundingClientRect().top - top.getBoundingClientRect().top;
    to.scrollTo(0, distance);
  } else {
    to.scrollTo(0, from.scrollY);
  }
}

function turn({ drawing, count, at: version }) {
  const panel = at("pages");
  if (count === 0) return; // the text cannot be drawn: its old pages stay, as the old text does
  while (panel.children.length > count) panel.lastChild.remove();
  for (let number = 0; number < count; number += 1) {
    const source = `pages/${drawing}/${number}?${version}`;
    const there = panel.children[number];
    const alt = String(number + 1);
    // The old page stays until the new one is there.
    const page = element("img", "", { src: source, alt });
    if (there) page.decode().then(() => there.replaceWith(page), () => {});
    else panel.append(page);
  }
  document.body.dataset.turned = String(version);
}

function list(problems) {
  at("count").textContent = problems.length ? `(${problems.length})` : "";
  at("problems").replaceChildren(
    ...problems.map((problem) => {
      const item = element("li", "", { class: problem.severity });
      if (problem.place) {
        const place = element("p");
        place.append(element("a", problem.place, { href: problem.link }));
        item.append(place);
      }
      item.append(element("p", problem.message));
      if (problem.excerpt) item.append(element("code", problem.excerpt));
      if (problem.help) item.append(element("p", problem.help, { class: "help" }));
      return item;
    }),
  );
  at("sound").hidden = problems.length > 0;
}

function changed(text) {
  const cell = element("td");
  for (const part of text.split(/(\[-.*?-\]|\{\+.*?\+\})/s)) {
    if (part.startsWith("[-")) cell.append(element("del", part.slice(2, -2)));
    else if (part.startsWith("{+")) cell.append(element("ins", part.slice(2, -2)));
    else cell.append(part);
  }
  return cell;
}

function row(...cells) {
  const made = element("tr");
  made.append(...cells);
  return made;
}

function states(view) {
  const table = element("table");
  table.append(...view.states.map(([code, text]) => row(element("th", code), element("td", text))));
  const units = element("table");
  for (const unit of view.units) {
    const place = element("td", unit.why);
    place.append(element("br"), element("a", unit.place, { href: unit.link }));
    units.append(row(element("th", unit.language), place, changed(unit.source), changed(unit.text)));
  }
  const rest = view.units.length ? units : element("p", labels.confirmed);
  at("status").replaceChildren(table, ...(view.states.length ? [rest] : []));
}

// --- the frame around it ---

function open(tab) {
  for (const each of document.querySelectorAll("[role=tab]")) {
    const mine = each === tab;
    each.setAttribute("aria-selected", String(mine));
    at(each.getAttribute("aria-controls")).hidden = !mine;
  }
}

async function begin() {
  const told = await (await fetch("documents")).json();
  labels = told.labels;
  known = told.view.documents;
  list(told.view.problems);
  document.documentElement.lang = labels.lang;
  document.title = labels.title;
  for (const each of document.querySelectorAll("[data-label]")) {
    each.textContent = labels[each.dataset.label];
  }
  for (const each of document.querySelectorAll("[role=tab]")) {
    each.addEventListener("click", () => open(each));
  }
  for (const name of chosen) at(name).addEventListener("change", choose);
  offer(address());
  choose();
}

begin();
