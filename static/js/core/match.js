// Finding words in documents: prefixes count, one slip of the finger is forgiven, all words of the query must occur.

import { oneSlip } from "./slip.js";

/** @typedef {{u: string, t: string, k: string, s?: string, a?: string[], h?: [string, string][], x?: string}} Doc */
/** @typedef {{doc: Doc, score: number, url: string, heading: string}} Hit */

const WORD = /[\p{L}\p{N}]+/gu;
const MIN_LENGTH_FOR_TYPO = 5;

/** Lower case, without accents: `Fréchet` is found as `frechet`. The length may change. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
}

export function words(text) {
  return fold(text).match(WORD) ?? [];
}

/** How well a word of a text answers a word of the query: 0 not at all, 1 exactly. */
export function wordScore(wanted, found, last = true) {
  if (found === wanted) return 1;
  if (last && found.startsWith(wanted)) return 0.4 + 0.5 * (wanted.length / found.length);
  if (wanted.length >= MIN_LENGTH_FOR_TYPO) {
    if (oneSlip(wanted, found)) return 0.45;
    if (last && found.length > wanted.length && oneSlip(wanted, found.slice(0, wanted.length))) return 0.3;
  }
  return 0;
}

/** Lessons come before what is asked or cited about them. */
const KIND_WEIGHTS = { question: 0.5, reference: 0.6, term: 0.9 };

/** Fields of a document with what a find in each is worth. */
const WEIGHTS = { title: 10, aliases: 8, headings: 4, summary: 3, text: 1 };

/** Splits a document's texts into words once, so that each key costs little. */
export function prepare(docs) {
  return docs.map((doc) => ({
    doc,
    title: words(doc.t),
    aliases: words((doc.a ?? []).join(" ")),
    names: [doc.t, ...(doc.a ?? [])].map((name) => words(name).join(" ")),
    headings: (doc.h ?? []).map(([anchor, text]) => ({ anchor, text, words: words(text) })),
    summary: words(doc.s ?? ""),
    text: [...new Set(words(doc.x ?? ""))],
  }));
}

function best(wanted, list) {
  let score = 0;
  for (const word of list) {
    score = Math.max(score, wordScore(wanted, word));
    if (score === 1) break;
  }
  return score;
}

/** @returns {Hit | null} */
function hit(item, wanted) {
  let score = 0;
  let place = null;
  for (const word of wanted) {
    const headings = item.headings.map((heading) => best(word, heading.words));
    const top = Math.max(0, ...headings);
    const parts = {
      title: best(word, item.title), aliases: best(word, item.aliases), headings: top,
      summary: best(word, item.summary), text: 0,
    };
    if (!parts.title && !parts.aliases) parts.text = best(word, item.text);
    const values = Object.entries(parts).map(([name, value]) => value * WEIGHTS[name]);
    const value = Math.max(...values);
    if (value === 0) return null;
    score += value + 0.1 * values.reduce((sum, other) => sum + other, 0);
    if (top > 0 && !parts.title && !parts.aliases) place = item.headings[headings.indexOf(top)];
  }
  const query = wanted.join(" ");
  if (item.names.includes(query)) score += 12;
  else if (item.names[0].startsWith(query)) score += 4;
  score *= KIND_WEIGHTS[item.doc.k] ?? 1;
  return {
    doc: item.doc, score,
    url: place?.anchor ? `${item.doc.u}#${place.anchor}` : item.doc.u,
    heading: place?.text ?? "",
  };
}

/**
 * @param {ReturnType<typeof prepare>} prepared
 * @param {string} query
 * @returns {Hit[]} best first
 */
export function search(prepared, query, limit = 30) {
  const wanted = words(query);
  if (!wanted.length) return [];
  const hits = prepared.map((item) => hit(item, wanted)).filter(Boolean);
  return hits.sort((a, b) => b.score - a.score || a.doc.t.localeCompare(b.doc.t)).slice(0, limit);
}

/** Places in a text where words of the query stand, as [start, end). */
export function ranges(text, query) {
  const wanted = words(query);
  const found = [];
  for (const match of text.matchAll(WORD)) {
    const word = fold(match[0]);
    const fits = wanted.find((one) => wordScore(one, word) > 0);
    if (fits === undefined) continue;
    const length = word.startsWith(fits) && word.length === match[0].length ? fits.length : match[0].length;
    found.push([match.index, match.index + length]);
  }
  return found;
}

/** A piece of a long text around the first word found. */
export function excerpt(text, query, length = 150) {
  const [first] = ranges(text, query);
  if (!first) return "";
  const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, first[0] - length / 3)) + 1);
  const end = text.length > start + length ? text.lastIndexOf(" ", start + length) : text.length;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}
