// The words of the guide, in two scripts: names and summaries, which answer the first key, and the full text, which follows.
import { prepare } from "./core/match.js";
import { lateScript } from "./site-root.js";

const data = { docs: [], texts: {} };
window.studyguideSearch = (docs) => (data.docs = docs);
window.studyguideSearchText = (texts) => (data.texts = texts);

let names = null;
let whole = null;

/** The index of names, headings and summaries. */
export function searchNames() {
  names ??= lateScript("search.js").then(() => prepare(data.docs));
  names.catch(() => (names = null));
  return names;
}

/** The index of everything. */
export function searchEverything() {
  whole ??= searchNames().then(() => lateScript("search-text.js")).then(() => prepare(data.docs, data.texts));
  whole.catch(() => (whole = null));
  return whole;
}
