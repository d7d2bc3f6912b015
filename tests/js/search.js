// Searches documents: {docs, texts, queries, any} in; for each query its hits with what is marked in their titles and excerpts.

import { readFileSync } from "node:fs";
import { byKind, excerpt, prepare, ranges, search } from "../../static/js/core/match.js";

const { docs, texts, queries, any } = JSON.parse(readFileSync(0, "utf8"));
const index = prepare(docs, texts);
const marked = (text, matched) => ranges(text, matched).map(([start, end]) => text.slice(start, end));
const told = queries.map((query) => {
  const hits = search(index, query, 30, { any });
  const shown = hits.map(({ doc, url, heading, text, matched }) => ({
    url, heading, title: marked(doc.t, matched), excerpt: excerpt(text, matched, 40), found: marked(text, matched),
  }));
  return { hits: shown, kinds: byKind(hits, 2).map(({ kind, count, hits: few }) => [kind, count, few.length]) };
});
process.stdout.write(JSON.stringify(told));
