// Shows what was found: links in a list for each kind, the kind of the best find first.
import { byKind, excerpt, ranges } from "./core/match.js";
import { make, marked } from "./dom.js";
import { root } from "./site-root.js";

const KINDS = {
  concept: "Concepts", model: "Model types", metric: "Metrics", formula: "Formulas", sample: "Code", term: "Terms", page: "Pages",
  question: "Questions", reference: "References", application: "Applications", step: "Steps", tradeoff: "Trade-offs", path: "Paths",
};

function result({ doc, url, heading, text, matched }, id) {
  const title = heading ? `${doc.t} › ${heading}` : doc.t;
  const told = ranges([doc.t, ...(doc.a ?? []), doc.s ?? ""].join(" · "), matched).length > 0;
  const shown = (told && !heading ? doc.s : "") || excerpt(text, matched) || doc.s || "";
  return make("li", { class: "result" },
    make("a", { class: "result-link", href: new URL(url, root).href, ...(id ? { id } : {}) },
      make("span", { class: "result-title" }, ...marked(title, ranges(title, matched))),
      make("span", { class: "result-text" }, ...marked(shown, ranges(shown, matched)))));
}

/**
 * @param {HTMLElement} box
 * @param {import("./core/match.js").Hit[]} hits
 * @param {number} most of a kind
 */
export function showResults(box, hits, most) {
  box.replaceChildren(...byKind(hits, most).flatMap(({ kind, count, hits: shown }) => {
    const name = `${box.id}-${kind}`;
    const rest = count > shown.length ? `${shown.length} of ${count}` : String(count);
    return [
      make("p", { class: "result-kind", id: name }, `${KINDS[kind] ?? kind} `, make("span", { class: "result-count" }, rest)),
      make("ol", { class: "result-list", "aria-labelledby": name }, ...shown.map((hit, i) => result(hit, `${name}-${i}`))),
    ];
  }));
}

export function countText(count, limit) {
  if (count === 0) return "Nothing found";
  if (count >= limit) return `${count} results and more`;
  return count === 1 ? "1 result" : `${count} results`;
}
