// Searching, once somebody does: loaded when the dialog first opens, on the search page, and where a page was not found.
import { prepare, search, wordsOfAddress } from "./core/match.js";
import { make } from "./dom.js";
import { forgetSearch, forgetSearches, recentSearches, rememberSearch } from "./recent.js";
import { countText, showResults } from "./results.js";
import { searchEverything, searchNames } from "./search-data.js";
import { lateStyles, root } from "./site-root.js";

const LIMIT = 200;
const PAUSE_MS = 120;
const MEANT = 5;

/**
 * Shows in a box what is found of the words in an input, at each key: first by names, after a pause by the full text, too.
 *
 * @param {{input: HTMLInputElement, status: HTMLElement, box: HTMLElement, most: number, onQuery?: (query: string) => void}} parts
 *   `most`: results of a kind that are shown
 */
export function mountFinder({ input, status, box, most, onQuery = () => {} }) {
  let timer = 0;
  let index = null;

  function show() {
    const query = input.value.trim();
    onQuery(query);
    if (!query || !index) return query ? undefined : showRecent();
    const hits = search(index, query, LIMIT);
    showResults(box, hits, most);
    status.textContent = countText(hits.length, LIMIT);
  }

  function showRecent() {
    status.textContent = "";
    box.replaceChildren(...recentList());
  }

  function recentList() {
    const recent = recentSearches();
    if (!recent.length) return [];
    const rows = recent.map((query) => make("li", { class: "recent" },
      button("recent-query", query, () => fill(query)),
      button("recent-forget", "Remove", () => forget(query), `Remove “${query}” from recent searches`)));
    return [
      make("p", { class: "result-kind", id: `${box.id}-recent` }, "Recent searches ",
        button("recent-forget", "Remove all", () => { forgetSearches(); showRecent(); input.focus(); })),
      make("ul", { class: "result-list", "aria-labelledby": `${box.id}-recent` }, ...rows),
    ];
  }

  function button(name, text, action, label) {
    const made = make("button", { type: "button", class: name, ...(label ? { "aria-label": label } : {}) }, text);
    made.addEventListener("click", action);
    return made;
  }

  function fill(query) {
    input.value = query;
    input.focus();
    update();
  }

  function forget(query) {
    forgetSearch(query);
    showRecent();
    (box.querySelector(".recent-query") ?? input).focus();
  }

  async function load(part) {
    try {
      index = await part();
      if (!box.contains(document.activeElement)) show(); // nothing moves under a reader who walks through the results
    } catch (error) {
      status.textContent = error.message;
    }
  }

  /** @returns {Promise<void>} kept when names have answered */
  async function update() {
    clearTimeout(timer);
    if (index) show();
    else await load(searchNames);
    if (input.value.trim()) timer = setTimeout(() => load(searchEverything), PAUSE_MS);
  }

  box.addEventListener("click", (event) => event.target.closest("a") && rememberSearch(input.value));
  input.addEventListener("input", update);
  return { update };
}

/** Pages that an address which leads nowhere may have meant, as a list after a heading; nothing where none is near. */
export async function mountMeant(element) {
  const queries = wordsOfAddress(decodeURIComponent(location.href.slice(root.length).replace(/[?#].*$/, "")));
  if (!location.href.startsWith(root) || !queries.length) return;
  const { docs } = await searchNames();
  const pages = docs.filter((doc) => doc.k !== "question").map((doc) => ({ ...doc, h: [], a: [...(doc.a ?? []), doc.u.replace(/.*[/#]|\.html$/g, "")] }));
  const index = prepare(pages);
  const hits = queries.reduce((found, query) => (found.length ? found : search(index, query, MEANT, { any: true })), []);
  if (!hits.length) return;
  await lateStyles();
  const links = hits.map(({ doc }) => make("li", {}, make("a", { href: new URL(doc.u, root).href }, doc.t), doc.s ? `: ${doc.s}` : ""));
  element.append(make("h2", { id: "meant" }, "Did you mean"), make("ul", { "aria-labelledby": "meant" }, ...links));
}
