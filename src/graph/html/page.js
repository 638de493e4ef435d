"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const stage = document.querySelector(".stage");
const svg = stage.querySelector("svg");
const panel = document.querySelector(".panel");
const form = document.querySelector(".find");
const { text, count } = form.elements;
const whole = { width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height };
const card = place => document.getElementById("n" + place);
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

// What is seen: the point of the picture in the middle of the stage, and how large it is drawn.
const view = { x: whole.width / 2, y: whole.height / 2, scale: 1 };
let flight = 0;

function show() {
  const { clientWidth, clientHeight } = stage;
  const width = clientWidth / view.scale, height = clientHeight / view.scale;
  svg.setAttribute("viewBox", [view.x - width / 2, view.y - height / 2, width, height].join(" "));
}
function limit(scale) {
  return Math.min(4, Math.max(0.02, scale));
}
function fitting() {
  return limit(Math.min(stage.clientWidth / whole.width, stage.clientHeight / whole.height));
}
function fit() {
  fly({ x: whole.width / 2, y: whole.height / 2, scale: fitting() });
}
// Goes somewhere without a jump, unless nothing should move.
function fly(to) {
  cancelAnimationFrame(flight);
  if (isCalm.matches) {
    Object.assign(view, to);
    return show();
  }
  const from = { ...view }, start = performance.now();
  const step = now => {
    const part = Math.min(1, Math.max(0, now - start) / 220), eased = part * (2 - part);
    for (const key of ["x", "y", "scale"]) view[key] = from[key] + (to[key] - from[key]) * eased;
    show();
    if (part < 1) flight = requestAnimationFrame(step);
  };
  flight = requestAnimationFrame(step);
}
// What is under this point of the window stays there.
function zoom(factor, clientX, clientY) {
  cancelAnimationFrame(flight);
  const box = stage.getBoundingClientRect();
  const dx = clientX === undefined ? 0 : clientX - box.left - box.width / 2;
  const dy = clientY === undefined ? 0 : clientY - box.top - box.height / 2;
  const scale = limit(view.scale * factor);
  view.x += dx / view.scale - dx / scale;
  view.y += dy / view.scale - dy / scale;
  view.scale = scale;
  show();
}
function move(dx, dy) {
  cancelAnimationFrame(flight);
  view.x -= dx / view.scale;
  view.y -= dy / view.scale;
  show();
}
// Where a card is in the picture.
function placeOf(element) {
  const box = element.querySelector(".paper").getBBox();
  const matrix = svg.getScreenCTM().inverse().multiply(element.getScreenCTM());
  const at = (x, y) => new DOMPoint(x, y).matrixTransform(matrix);
  const [from, to] = [at(box.x, box.y), at(box.x + box.width, box.y + box.height)];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, top: from.y, bottom: to.y };
}
function goTo(place) {
  const element = card(place);
  if (!element) return;
  const { x, y } = placeOf(element);
  fly({ x, y, scale: Math.max(view.scale, 0.85) });
}

stage.addEventListener("wheel", event => {
  event.preventDefault();
  const lines = event.deltaMode === 0 ? event.deltaY : event.deltaY * 20;
  zoom(Math.exp(-Math.max(-120, Math.min(120, lines)) / 400), event.clientX, event.clientY);
}, { passive: false });

const fingers = new Map();
let moved = 0;
const apart = () => {
  const [one, other] = [...fingers.values()];
  return Math.hypot(one.x - other.x, one.y - other.y);
};
stage.addEventListener("pointerdown", event => {
  if (event.button !== 0) return;
  if (fingers.size === 0) moved = 0;
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
});
stage.addEventListener("pointermove", event => {
  const last = fingers.get(event.pointerId);
  if (!last) return;
  const before = fingers.size === 2 ? apart() : 0;
  const dx = event.clientX - last.x, dy = event.clientY - last.y;
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  moved += Math.hypot(dx, dy);
  if (moved > 4 && !stage.classList.contains("moving")) {
    stage.classList.add("moving");
    for (const id of fingers.keys()) stage.setPointerCapture(id);
  }
  if (fingers.size === 2) {
    const [one, other] = [...fingers.values()];
    zoom(apart() / (before || 1), (one.x + other.x) / 2, (one.y + other.y) / 2);
    move(dx / 2, dy / 2);
  } else if (moved > 4) {
    move(dx, dy);
  }
});
for (const name of ["pointerup", "pointercancel"]) {
  stage.addEventListener(name, event => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0) stage.classList.remove("moving");
  });
}

// What leads where.
const out = data.nodes.map(() => []), into = data.nodes.map(() => []);
data.edges.forEach((edge, place) => {
  out[edge.from].push(place);
  if (edge.to !== undefined) into[edge.to].push(place);
});
const drawn = data.edges.map(() => []);
for (const element of svg.querySelectorAll("[data-edges]")) {
  for (const place of element.dataset.edges.split(" ").filter(Boolean)) drawn[place].push(element);
}
const headOf = node => node.name ?? node.title;
const dialogOf = node => data.dialogs[node.dialog];

let chosen = -1;
function choose(place, moves) {
  for (const element of svg.querySelectorAll(".near, .card.chosen")) element.classList.remove("near", "chosen");
  for (const element of svg.querySelectorAll(".far")) element.remove();
  chosen = place;
  svg.classList.toggle("chosen", place >= 0);
  panel.hidden = place < 0;
  if (place < 0) return show();
  card(place)?.classList.add("chosen");
  for (const edge of [...out[place], ...into[place]]) {
    const { from, to } = data.edges[edge];
    for (const element of drawn[edge]) element.classList.add("near");
    for (const other of [from, to]) if (other !== undefined) card(other)?.classList.add("near");
    if (to !== undefined && data.nodes[from].dialog !== data.nodes[to].dialog) drawFar(from, to);
  }
  fill(place);
  show();
  if (moves) goTo(place);
  history.replaceState(null, "", "#n" + place);
}
// A jump from dialog to dialog is drawn only while somebody looks at it.
function drawFar(from, to) {
  if (!card(from) || !card(to)) return;
  const one = placeOf(card(from)), other = placeOf(card(to));
  const path = document.createElementNS(svg.namespaceURI, "path");
  const middle = (one.bottom + other.top) / 2;
  path.setAttribute("class", "far");
  path.setAttribute("d", `M${one.x} ${one.bottom}C${one.x} ${middle} ${other.x} ${middle} ${other.x} ${other.top}`);
  svg.append(path);
}

// Texts are only ever set as text.
function add(parent, name, words, className) {
  const element = document.createElement(name);
  if (words !== undefined) element.textContent = words;
  if (className) element.className = className;
  parent.append(element);
  return element;
}
function fill(place) {
  const node = data.nodes[place];
  panel.replaceChildren();
  const close = add(panel, "button", "×", "close");
  close.type = "button";
  close.title = "Close (Esc)";
  close.addEventListener("click", () => choose(-1));
  add(panel, "h2", headOf(node));
  add(panel, "p", node.title + " · " + dialogOf(node).name, "dim");
  add(add(panel, "p"), "code", node.file + ":" + node.line);
  for (const [is, words] of [[!node.enabled, "off"], [node.unreachable, "unreachable"], [node.dead_end, "dead end"]]) {
    if (is) add(panel, "span", words, "fault");
  }
  if (node.times !== undefined) add(panel, "p", node.times === 0 ? "never reached" : "reached ×" + node.times, "dim");
  if (node.steps) add(panel, "p", "steps " + node.steps.join(", "), "dim");
  if (node.text) add(panel, "p", node.text);
  if (node.details) {
    add(panel, "h3", "Details");
    const list = add(panel, "ul");
    for (const detail of node.details) add(list, "li", detail);
  }
  edges("Leads to", out[place], edge => edge.told, edge => edge.to);
  edges("Comes from", into[place], edge => {
    const from = data.nodes[edge.from];
    return headOf(from) + " (" + dialogOf(from).name + ")" + (edge.label ? ": " + edge.label : "");
  }, edge => edge.from);
}
function edges(title, places, words, target) {
  if (places.length === 0) return;
  add(panel, "h3", title);
  const list = add(panel, "ul");
  for (const place of places) {
    const edge = data.edges[place], to = target(edge);
    const played = edge.times === undefined ? "" : " ×" + edge.times;
    const item = add(list, "li");
    if (to === undefined || !card(to)) {
      item.textContent = words(edge) + played;
      continue;
    }
    const button = add(item, "button", words(edge) + played);
    button.type = "button";
    button.addEventListener("click", () => choose(to, true));
  }
}

stage.addEventListener("click", event => {
  if (moved > 4) return event.preventDefault();
  const link = event.target.closest("a[href]"), own = event.target.closest(".card[id]");
  if (link) {
    event.preventDefault();
    choose(Number(link.getAttribute("href").slice(2)), true);
  } else if (own) {
    choose(Number(own.id.slice(1)), false);
  } else {
    choose(-1);
  }
});

// Searching.
const words = data.nodes.map(node =>
  [node.name, node.title, node.text, dialogOf(node).name, ...(node.details ?? [])].join(" ").toLowerCase());
let found = [], current = -1;
function find() {
  const wanted = text.value.trim().toLowerCase();
  for (const element of svg.querySelectorAll(".found, .current")) element.classList.remove("found", "current");
  found = wanted === "" ? [] : [...words.keys()].filter(place => words[place].includes(wanted) && card(place));
  const named = place => data.nodes[place].name?.toLowerCase().includes(wanted) ? 0 : 1;
  found.sort((one, other) => named(one) - named(other) || one - other);
  for (const place of found) card(place).classList.add("found");
  current = -1;
  if (found.length > 0) next(1);
  else count.value = wanted === "" ? "" : "not found";
}
function next(by) {
  if (found.length === 0) return;
  if (current >= 0) card(found[current]).classList.remove("current");
  current = (current + by + found.length) % found.length;
  card(found[current]).classList.add("current");
  count.value = current + 1 + " of " + found.length;
  goTo(found[current]);
}
text.addEventListener("input", find);
form.addEventListener("submit", event => event.preventDefault());
text.addEventListener("keydown", event => {
  if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
  if (event.key === "Escape") {
    text.value = "";
    find();
    stage.focus();
  }
});

const actions = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit };
for (const button of document.querySelectorAll("[data-do]")) {
  button.addEventListener("click", actions[button.dataset.do]);
}
const keys = {
  "+": actions.in, "=": actions.in, "-": actions.out, "0": fit,
  ArrowLeft: () => move(80, 0), ArrowRight: () => move(-80, 0), ArrowUp: () => move(0, 80), ArrowDown: () => move(0, -80),
  "/": () => text.focus(), Escape: () => choose(-1),
};
document.addEventListener("keydown", event => {
  if (event.target === text || event.ctrlKey || event.metaKey || event.altKey) return;
  const own = event.target.closest?.(".card[id]");
  if (own && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    return choose(Number(own.id.slice(1)), true);
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
data.nodes.forEach((node, place) => {
  const element = card(place);
  if (!element) return;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", node.title + " " + (node.name ?? node.text));
  element.addEventListener("focus", () => {
    if (element.matches(":focus-visible")) goTo(place);
  });
});
addEventListener("resize", show);

// The size of the whole is no longer that of the element.
svg.removeAttribute("width");
svg.removeAttribute("height");
svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
view.scale = Math.min(1, fitting());
show();
const meant = /^#n(\d+)$/.exec(location.hash);
if (meant && card(meant[1])) choose(Number(meant[1]), true);
