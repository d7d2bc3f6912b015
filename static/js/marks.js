// What the reader knows, shown quietly where she looks for her way: signs beside links, how much is due, where she left.
//
// Pages that ask nothing must stay light. So they read a small summary that `progress.js` left in localStorage, and fetch that
// script only when somebody answered since it was written.
import { dayOf } from "./core/days.js";
import { make } from "./dom.js";
import { readSetting, writeSetting } from "./settings.js";
import { lateScript, root } from "./site-root.js";

/** @typedef {{entries: Object<string, ["learning" | "known", number]>, due: number[], atMost: number, next?: {url: string, title: string}}} Summary
 *  For each entry that was ever practised what it was, and the day from which something of it is due; the days on which questions are
 *  due, in order; how many are asked on one day; and where to go on. */

const guide = document.body.dataset.guide;
const WORDS = { learning: "learning", due: "due for review", known: "known" };
const LINKS = ".nav-entries a, .nav-more a, .card-title, .path-steps a, .map-list a, .formula-title a, .kind-listing tbody th a";
const LESSONS = ".kind-concept, .kind-model, .kind-metric, .kind-formula, .kind-page";
const [SUMMARY, STALE, PLACE] = ["progress", "stale", "place"].map((name) => `${name}-${guide}`);

export function mountMarks() {
  draw();
  addEventListener("studyguide:progress", draw);
  addEventListener("studyguide:changed", () => writeSetting(STALE, "yes"));
  for (const name of ["studyguide:changed", "pageshow"]) addEventListener(name, refresh);
  if (document.body.matches(LESSONS)) addEventListener("pagehide", leave);
}

function refresh() {
  if (readSetting(STALE)) lateScript("progress.js").catch(() => {}); // the signs stay as they were
}

/** Of those who never answered anything, nothing is known. */
function draw() {
  const today = dayOf(Date.now(), -new Date().getTimezoneOffset());
  const place = read(PLACE);
  const summary = read(SUMMARY);
  const states = new Map();
  for (const [id, [state, due]] of Object.entries(summary?.entries ?? {})) states.set(id, due <= today ? "due" : state);
  for (const link of document.querySelectorAll(LINKS)) mark(link, states.get(idOf(link.href)));
  for (const element of document.querySelectorAll("[data-entry]")) {
    element.toggleAttribute("data-mastery", states.has(element.dataset.entry));
    if (states.has(element.dataset.entry)) element.dataset.mastery = states.get(element.dataset.entry);
  }
  const due = summary ? Math.min(summary.atMost, summary.due.filter((day) => day <= today).length) : 0;
  showDue(due);
  const hero = document.querySelector(".kind-home .hero");
  if (hero) greet(hero, summary, due, place);
}

function read(name) {
  try {
    return JSON.parse(readSetting(name) || "null");
  } catch {
    return null; // written by something else
  }
}

/** `https://…/models/gan.html#training` → `models/gan`; free pages are in a folder of their own. */
function idOf(href) {
  const path = href.split("#")[0].slice(root.length).replace(/\.html$/, "");
  return path.includes("/") ? path : `pages/${path}`;
}

function mark(link, state) {
  link.querySelector(".mastery")?.remove();
  if (state) link.append(make("span", { class: `mastery mastery-${state}` }, make("span", { class: "spoken" }, ` (${WORDS[state]})`)));
}

function showDue(count) {
  document.querySelector(".tool-due")?.remove();
  if (!count) return;
  const link = make("a", { class: "tool tool-due", href: `${root}review.html` }, String(count), make("span", { class: "tool-word" }, " due"));
  document.querySelector(".tools")?.prepend(link);
}

function greet(hero, summary, due, place) {
  const line = (label, { url, title }) => make("li", {}, make("span", { class: "label" }, label), " ", make("a", { href: `${root}${url}` }, title));
  const lines = [];
  if (place) lines.push(line("You were reading", place));
  if (due) lines.push(line("Due today", { url: "review.html", title: due === 1 ? "1 question" : `${due} questions` }));
  if (summary?.next && summary.next.url !== place?.url.split("#")[0]) lines.push(line("Next", summary.next));
  hero.querySelector(".again")?.remove();
  if (lines.length) (hero.querySelector(".lede") ?? hero.querySelector("h1")).after(make("nav", { class: "again", "aria-label": "Where you are" }, make("ul", {}, ...lines)));
}

/** Remembers what is being read, for the next visit to the front page. */
function leave() {
  const url = location.href.split("#")[0].slice(root.length);
  const heading = document.querySelector('.toc [aria-current="location"]')?.getAttribute("href") ?? "";
  const title = document.querySelector("h1").textContent.trim();
  writeSetting(PLACE, JSON.stringify({ url: url + heading, title }));
}
