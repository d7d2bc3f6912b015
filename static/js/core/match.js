// Finding words in documents: beginnings count, slips of the finger are forgiven, all words of the query must occur.

import { forgiven, slips } from "./distance.js";
import { tokens, words } from "./tokens.js";

/**
 * @typedef {{u: string, t: string, k: string, s?: string, a?: string[], h?: [string, string][]}} Doc
 *   address, title, kind, summary, other names, headings as [anchor, text]
 * @typedef {Object<string, [string, string][]>} Texts address → [anchor, text below that heading]
 * @typedef {{docs: Doc[], texts: Texts, names: string[][], table: Map<string, number[][]>}} Index
 *   `table`: word → [document, field, place] each
 * @typedef {{doc: Doc, score: number, url: string, heading: string, text: string, matched: Map<string, number>}} Hit
 *   `matched`: word of the guide → how many of its letters answer the query
 */

const [TITLE, ALIAS, HEADING, SUMMARY, TEXT] = [0, 1, 2, 3, 4];
/** What a find is worth, by field. */
const WEIGHTS = [10, 8, 4, 3, 1];
/** Lessons come before what is asked or cited about them. */
const KIND_WEIGHTS = { question: 0.5, reference: 0.6, sample: 0.8, term: 0.9 };

/**
 * Takes the words out of documents once, so that each key costs little.
 *
 * @param {Doc[]} docs
 * @param {Texts} texts may come later, with the same documents
 * @returns {Index}
 */
export function prepare(docs, texts = {}) {
  const table = new Map();
  docs.forEach((doc, number) => {
    const note = (field, place, text) => {
      for (const word of new Set(words(text))) {
        const places = table.get(word);
        if (places) places.push([number, field, place]);
        else table.set(word, [[number, field, place]]);
      }
    };
    note(TITLE, 0, doc.t);
    note(ALIAS, 0, (doc.a ?? []).join(" · "));
    (doc.h ?? []).forEach(([, text], place) => note(HEADING, place, text));
    note(SUMMARY, 0, doc.s ?? "");
    (texts[doc.u] ?? []).forEach(([, text], place) => note(TEXT, place, text));
  });
  const names = docs.map((doc) => [doc.t, ...(doc.a ?? [])].map((name) => words(name).join(" ")));
  return { docs, texts, names, table };
}

/** Words of the guide that answer a word of the query: word → [worth from 0 to 1, letters that answer]. Slips count where nothing else does. */
function answering(table, { word, dense }, shortest) {
  const found = new Map();
  for (const known of table.keys()) {
    if (known === word) found.set(known, [1, known.length]);
    else if (known.startsWith(word)) found.set(known, [0.4 + 0.5 * (word.length / known.length), word.length]);
  }
  const most = dense ? 0 : forgiven(word.length, shortest);
  if (found.size || !most) return found;
  for (const known of table.keys()) {
    const { whole, beginning } = slips(word, known, most);
    if (whole <= most) found.set(known, [0.5 - 0.1 * whole, known.length]);
    else if (beginning <= most) found.set(known, [0.35 - 0.1 * beginning, known.length]);
  }
  return found;
}

/** Adds up what one word of the query is worth in each document. */
function weigh(index, answers) {
  const finds = new Map();
  for (const [known, [worth]] of answers) {
    for (const [number, field, place] of index.table.get(known)) {
      const find = finds.get(number) ?? { fields: [0, 0, 0, 0, 0], places: new Map() };
      const value = worth * WEIGHTS[field];
      find.fields[field] = Math.max(find.fields[field], value);
      if (field === HEADING || field === TEXT) {
        const doc = index.docs[number];
        const [anchor] = field === HEADING ? doc.h[place] : index.texts[doc.u][place];
        find.places.set(anchor, Math.max(find.places.get(anchor) ?? 0, value));
      }
      finds.set(number, find);
    }
  }
  return finds;
}

/** What a document is worth, given what each word of the query found in it. */
function worthOf(index, number, finds, query) {
  let score = 0;
  for (const { fields } of finds) score += Math.max(...fields) + 0.1 * fields.reduce((sum, value) => sum + value, 0);
  if (index.names[number].includes(query)) score += 12;
  else if (index.names[number][0].startsWith(query)) score += 4;
  return score * (KIND_WEIGHTS[index.docs[number].k] ?? 1);
}

/** The part of a document that answers best; its top where its name answers. */
function placeOf(index, number, finds) {
  const doc = index.docs[number];
  const places = new Map();
  for (const { fields, places: own } of finds) {
    if (fields[TITLE] || fields[ALIAS]) continue;
    for (const [anchor, value] of own) places.set(anchor, (places.get(anchor) ?? 0) + value);
  }
  const [anchor] = [...places].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0]);
  return {
    url: anchor ? `${doc.u}#${anchor}` : doc.u,
    heading: (doc.h ?? []).find(([id]) => id === anchor)?.[1] ?? "",
    text: (index.texts[doc.u] ?? []).filter(([id]) => id === anchor || !places.size).map(([, text]) => text).join(" "),
  };
}

/**
 * @param {Index} index
 * @param {string} query
 * @param {number} limit
 * @param {{any?: boolean}} how with `any`, one word of the query is enough, and slips count in words of three letters
 * @returns {Hit[]} best first
 */
export function search(index, query, limit = 30, { any = false } = {}) {
  const wanted = [...tokens(query, true)];
  if (!wanted.length) return [];
  const matched = new Map();
  const weighed = wanted.map((word) => {
    const answers = answering(index.table, word, any ? 3 : 4);
    for (const [known, [, letters]] of answers) matched.set(known, Math.max(letters, matched.get(known) ?? 0));
    return weigh(index, answers);
  });
  const folded = words(query).join(" ");
  const found = [];
  for (let number = 0; number < index.docs.length; number += 1) {
    const finds = weighed.map((of) => of.get(number)).filter(Boolean);
    if (finds.length && (any || finds.length === wanted.length)) found.push({ number, finds, score: worthOf(index, number, finds, folded) });
  }
  return found
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .slice(0, limit)
    .map(({ number, finds, score }) => ({ doc: index.docs[number], score, matched, ...placeOf(index, number, finds) }));
}

/**
 * Hits by kind, the kind of the best hit first.
 *
 * @param {Hit[]} hits best first
 * @param {number} most shown of a kind
 * @returns {{kind: string, count: number, hits: Hit[]}[]}
 */
export function byKind(hits, most) {
  const groups = new Map();
  for (const hit of hits) groups.set(hit.doc.k, [...(groups.get(hit.doc.k) ?? []), hit]);
  return Array.from(groups, ([kind, found]) => ({ kind, count: found.length, hits: found.slice(0, most) }));
}

/** Places in a text where words that answer the query stand, as [start, end), in order and apart. */
export function ranges(text, matched) {
  const found = [];
  for (const { word, start, end, dense } of tokens(text)) {
    const letters = matched.get(word);
    if (letters === undefined) continue;
    const whole = dense || word.length !== end - start;
    const stop = whole ? end : start + letters;
    const last = found.at(-1);
    if (last && start <= last[1] && dense) last[1] = Math.max(last[1], stop);
    else found.push([start, stop]);
  }
  return found;
}

/** A piece of a long text around the first word found. */
export function excerpt(text, matched, length = 150) {
  const [first] = ranges(text, matched);
  if (!first) return "";
  const from = Math.max(0, Math.floor(first[0] - length / 3));
  const start = from && text.lastIndexOf(" ", from) + 1 > from - 20 ? text.lastIndexOf(" ", from) + 1 : from;
  const space = text.lastIndexOf(" ", start + length);
  const end = text.length <= start + length ? text.length : space > start + length - 20 ? space : start + length;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** The words of an address that leads nowhere: those of its last part, then all of them. */
export function wordsOfAddress(path) {
  const parts = path.split("/").map((part) => words(part.replace(/\.\w{1,5}$/, "")).join(" ")).filter(Boolean);
  return [...new Set([parts.at(-1) ?? "", parts.join(" ")])].filter((part) => part && part !== "404");
}
