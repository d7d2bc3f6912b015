// How it went the last time, beside a question's level.
import { lastWords } from "../core/result-words.js";
import { make } from "../dom.js";

/** What core/last.js needs to know of a question. */
export function rowOf({ dataset }) {
  return { id: dataset.question, since: Number(dataset.since ?? 0), replaces: dataset.replaces?.split(" ") ?? [] };
}

export function showLast(element, last) {
  const when = new Date(last.at_ms);
  const year = when.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  const day = when.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", ...year });
  const words = make("span", { class: "question-last" }, lastWords(last, day));
  element.querySelector(".question-label > :last-child").before(words);
}
