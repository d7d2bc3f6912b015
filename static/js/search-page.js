// Fills the search page from its address (?q=…) and while the reader types.
import { search } from "./core/match.js";
import { make } from "./dom.js";
import { countText, showResults } from "./results.js";
import { searchData } from "./search-data.js";
import { lateStyles, root } from "./site-root.js";

const LIMIT = 100;

export function mountSearchPage(box) {
  const input = make("input", { class: "search-input", id: "q", name: "q", type: "search", autocomplete: "off", spellcheck: "false" });
  const form = make("form", { action: `${root}search.html`, method: "get" }, make("label", { class: "label", for: "q" }, "Words to look for"), input);
  const status = make("p", { class: "search-status", role: "status" });
  const list = make("ol", { class: "results", id: "results" });
  box.append(form);
  box.after(status, list);
  lateStyles();

  async function update() {
    const query = input.value.trim();
    try {
      const hits = search(await searchData(), query, LIMIT);
      if (query !== input.value.trim()) return;
      showResults(list, hits, query);
      status.textContent = query ? countText(hits.length, LIMIT) : "";
    } catch (error) {
      status.textContent = error.message;
    }
  }

  input.addEventListener("input", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value.trim())}`);
    update();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) update();
}
