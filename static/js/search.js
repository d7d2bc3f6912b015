// The search dialog: "/" or Ctrl+K opens it; the link to the search page stands in for it without a script.
import { icon, make } from "./dom.js";
import { lateModule, lateStyles, root } from "./site-root.js";

const GLASS = "M11 11l4 4M12.5 7a5.5 5.5 0 1 1-11 0a5.5 5.5 0 0 1 11 0z";
const OF_A_KIND = 6;

export function mountSearch(tools) {
  const link = tools.querySelector(".tool-search");
  if (!link || !window.HTMLDialogElement) return;
  const input = make("input", { class: "search-input", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": "Search the guide", placeholder: "Search the guide", enterkeyhint: "go" });
  const status = make("p", { class: "search-status", role: "status" });
  const box = make("div", { class: "results", id: "found" });
  const more = make("a", { class: "search-all", href: new URL("search.html", root).href }, "Index from A to Z");
  const close = make("button", { type: "button", class: "tool" }, "Close");
  const dialog = make("dialog", { class: "search", "aria-label": "Search" },
    make("div", { class: "search-bar" }, input, close), status, box, make("p", { class: "search-foot" }, more));
  let finder = null;

  /** The way to all results, or to the index while nothing is asked. */
  function lead(query) {
    more.href = new URL(query ? `search.html?q=${encodeURIComponent(query)}` : "search.html", root).href;
    more.textContent = query ? "All results" : "Index from A to Z";
  }

  async function open() {
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    input.focus(); // at once: what is typed while the styles are on their way must not be lost
    input.select();
    await lateStyles();
    dialog.classList.add("ready");
    finder ??= lateModule("find").then(({ mountFinder }) => mountFinder({ input, status, box, most: OF_A_KIND, onQuery: lead }));
    try {
      await (await finder).update();
    } catch (error) {
      finder = null;
      status.textContent = error.message;
    }
  }

  const stops = () => [input, ...box.querySelectorAll("a, button"), more];

  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      box.querySelector("a")?.click();
    } else if (step) {
      event.preventDefault();
      const all = stops();
      const to = all.indexOf(document.activeElement) + step;
      all.at(to % all.length)?.focus();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  close.addEventListener("click", () => dialog.close());

  link.setAttribute("aria-haspopup", "dialog");
  link.setAttribute("aria-keyshortcuts", "/ Control+K");
  link.prepend(icon(GLASS));
  link.append(make("kbd", { "aria-hidden": "true" }, "/"));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !control) return;
    event.preventDefault();
    open();
  });
}
