// Shows what was found, as links in a list.
import { excerpt, ranges } from "./core/match.js";
import { make, marked } from "./dom.js";
import { root } from "./site-root.js";

const KINDS = {
  concept: "Concept", model: "Model type", metric: "Metric", formula: "Formula", sample: "Code", term: "Term", page: "Page", question: "Question",
  reference: "Reference", application: "Application", step: "Step", tradeoff: "Trade-off", path: "Path",
};

const textOf = (doc) => (Array.isArray(doc.x) ? doc.x.join(" ") : doc.x ?? "");

function result({ doc, url, heading }, query, id) {
  const title = heading ? `${doc.t} › ${heading}` : doc.t;
  const named = ranges([doc.t, ...(doc.a ?? [])].join(" "), query).length > 0;
  const text = (named || ranges(doc.s ?? "", query).length ? doc.s : "") || excerpt(textOf(doc), query) || doc.s || "";
  return make("li", { class: "result" },
    make("a", { class: "result-link", href: new URL(url, root).href, ...(id ? { id } : {}) },
      make("span", { class: "result-kind" }, KINDS[doc.k] ?? doc.k),
      make("span", { class: "result-title" }, ...marked(title, ranges(title, query))),
      make("span", { class: "result-text" }, ...marked(text, ranges(text, query)))));
}

export function showResults(list, hits, query) {
  list.replaceChildren(...hits.map((hit, index) => result(hit, query, `${list.id}-${index}`)));
}

export function countText(count, limit) {
  if (count === 0) return "Nothing found";
  if (count >= limit) return `${count} results and more`;
  return count === 1 ? "1 result" : `${count} results`;
}
