// Keeps an open page current while its author writes. Comes from `studyguide serve`; never part of a site.

import { showProblems } from "./panel.js";

const RETRY_MS = 500;
/** The browser's own restoring comes after the load event, and would win. */
const RESTORED_MS = 1000;
const PLACE = "studyguide preview: place";

const served = new URL(import.meta.url).searchParams;
/** Address of this page's output, from the site's root: `metrics/fid.html`. */
const page = served.get("page");
let seen = served.get("seen");
/** Addresses of what the page had loaded when it was complete. Later fetches (a search index) are not part of it. */
let parts = new Set();

/** @param {string} address */
function toUrl(address) {
  return decodeURIComponent(new URL(address, location.href).pathname).slice(1);
}

function loadedParts() {
  const pictures = [...document.images].map((image) => image.currentSrc || image.src);
  const resources = performance
    .getEntriesByType("resource")
    .filter((entry) => !["fetch", "xmlhttprequest"].includes(entry.initiatorType))
    .map((entry) => entry.name);
  return new Set([...pictures, ...resources].filter((name) => name.startsWith(location.origin)).map(toUrl));
}

function stylesheets() {
  return [...document.querySelectorAll('link[rel~="stylesheet"]')];
}

/** Loads a style sheet anew beside the old one, which goes when the new one is there: nothing flashes. */
function swap(link) {
  const next = link.cloneNode();
  const address = new URL(link.href);
  address.search = new URLSearchParams({ preview: seen });
  next.href = address;
  next.onload = next.onerror = () => link.remove();
  link.after(next);
}

/** @param {string[]} urls outputs that were written or removed */
function update(urls) {
  const sheets = stylesheets().filter((link) => urls.includes(toUrl(link.href)));
  const swapped = new Set(sheets.map((link) => toUrl(link.href)));
  const stale = urls.some((url) => url === "*" || url === page || (parts.has(url) && !swapped.has(url)));
  if (stale) reload();
  else sheets.forEach(swap);
}

function reload() {
  store(PLACE, JSON.stringify(readingPlace()));
  history.scrollRestoration = "manual";
  location.reload();
}

/** Where the reader is, measured from the last element with an id above: it stays true when text above grows. */
function readingPlace() {
  const above = [...document.querySelectorAll("body [id]")].filter(
    (element) => element.getClientRects().length && element.getBoundingClientRect().top <= 1,
  );
  const anchor = above.at(-1);
  return { page, id: anchor?.id, offset: anchor?.getBoundingClientRect().top, x: scrollX, y: scrollY };
}

function goTo(place) {
  const anchor = place.id && document.getElementById(place.id);
  const top = anchor ? scrollY + anchor.getBoundingClientRect().top - place.offset : place.y;
  scrollTo({ top, left: place.x, behavior: "instant" });
}

/** Goes back to the place at once, and again when pictures have taken their room, unless the reader moved on. */
function restorePlace() {
  const place = JSON.parse(store(PLACE) ?? "null");
  store(PLACE, null);
  if (place?.page !== page) return;
  const moved = new AbortController();
  for (const sign of ["wheel", "keydown", "pointerdown", "touchstart"]) {
    addEventListener(sign, () => moved.abort(), { once: true, passive: true, signal: moved.signal });
  }
  goTo(place);
  const settle = () => {
    goTo(place);
    setTimeout(() => (history.scrollRestoration = "auto"), RESTORED_MS);
    moved.abort();
  };
  if (document.readyState === "complete") settle();
  else addEventListener("load", settle, { signal: moved.signal });
}

/** The tab's own memory, or nothing where the browser refuses it. Reads without a value, forgets with null. */
function store(key, value) {
  try {
    if (value === undefined) return sessionStorage.getItem(key);
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    return null;
  }
}

function connect() {
  const socket = new WebSocket(location.origin.replace("http", "ws") + "/livereload");
  const say = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => {
    say({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
    say({ command: "info", url: location.href, seen });
  };
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = () => setTimeout(connect, RETRY_MS);
}

function hear(message) {
  if (message.command === "problems") showProblems(message.problems);
  if (message.command !== "reload") return;
  seen = message.now;
  update(message.urls);
}

/** A service worker from an earlier look at the finished site would answer with old pages. */
async function dismissWorkers() {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) worker.unregister();
}

function whenComplete(work) {
  if (document.readyState === "complete") work();
  else addEventListener("load", work);
}

restorePlace();
whenComplete(() => (parts = loadedParts()));
dismissWorkers();
connect();
