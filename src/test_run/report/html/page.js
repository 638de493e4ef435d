"use strict";
const entries = JSON.parse(document.getElementById("trace").textContent);
const cases = [...document.querySelectorAll(".case")];
const form = document.querySelector(".filter");
const { text, state, count, open } = form.elements;

// A trace is drawn when it is looked at; its texts are never read as markup.
function draw(why) {
  if (why.dataset.trace === undefined) return;
  const list = document.createElement("ol");
  for (const place of why.dataset.trace.split(" ").filter(Boolean)) {
    const [name, fields] = entries[place];
    const item = document.createElement("li");
    const title = document.createElement("b");
    title.textContent = name;
    item.append(title, fields);
    list.append(item);
  }
  delete why.dataset.trace;
  why.append(list);
}
for (const why of document.querySelectorAll(".why")) {
  why.addEventListener("toggle", () => why.open && draw(why));
}

const words = new Map(cases.map(found => [found, undefined]));
function isLike(found, wanted) {
  if (wanted === "") return true;
  if (words.get(found) === undefined) {
    const file = found.closest(".file").querySelector("h2");
    words.set(found, (file.textContent + " " + found.textContent).toLowerCase());
  }
  return words.get(found).includes(wanted);
}
function filter() {
  const wanted = text.value.trim().toLowerCase();
  let shown = 0;
  for (const found of cases) {
    found.hidden = !((state.value === "" || found.classList.contains(state.value)) && isLike(found, wanted));
    if (!found.hidden) shown += 1;
  }
  for (const file of document.querySelectorAll(".file")) {
    file.hidden = !file.querySelector(".case:not([hidden])");
  }
  document.querySelector(".nothing").hidden = shown > 0 || cases.length === 0;
  count.value = shown + " of " + cases.length;
}
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());

const visible = () => cases.filter(found => !found.hidden);
function label() {
  open.textContent = visible().every(found => found.open) ? "Close all" : "Open all";
}
open.addEventListener("click", () => {
  const all = visible();
  const shouldOpen = !all.every(found => found.open);
  for (const found of all) found.open = shouldOpen;
});
for (const found of cases) found.addEventListener("toggle", label);

document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== text) {
    event.preventDefault();
    text.focus();
  }
});
addEventListener("beforeprint", () => visible().forEach(found => { found.open = true; }));

function show() {
  const meant = location.hash && document.getElementById(location.hash.slice(1));
  if (meant && cases.includes(meant)) {
    meant.open = true;
    meant.scrollIntoView();
  }
}
addEventListener("hashchange", show);
const first = cases.find(found => found.classList.contains("failed"));
if (first) first.open = true;
filter();
label();
show();
