// Fills the search page from its address (?q=…) and while the reader types.
import { make } from "./dom.js";
import { lateModule, lateStyles, root } from "./site-root.js";

export async function mountSearchPage(box) {
  const input = make("input", { class: "search-input", id: "q", name: "q", type: "search", autocomplete: "off", spellcheck: "false" });
  const form = make("form", { action: `${root}search.html`, method: "get" }, make("label", { class: "label", for: "q" }, "Words to look for"), input);
  const status = make("p", { class: "search-status", role: "status" });
  const results = make("div", { class: "results", id: "results" });
  box.append(form);
  box.after(status, results);
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  let finder = null;

  async function start() {
    lateStyles();
    finder ??= lateModule("find").then(({ mountFinder }) => mountFinder({ input, status, box: results, most: Infinity }));
    finder.catch(() => (finder = null));
    try {
      await (await finder).update();
    } catch (error) {
      status.textContent = error.message;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value.trim())}`);
    start();
  });
  input.addEventListener("focus", () => finder ?? start());
  if (input.value) await start();
}
