// "3 of 7 answered", below the questions of a page; on a page with topics, below those of each.
import { countWords } from "../core/result-words.js";
import { make } from "../dom.js";

/** @param {HTMLElement[]} questions */
export function mountCount(questions) {
  const known = new Set();
  const home = (question) => question.closest(".topic") ?? document.body;
  const groups = [...new Set(questions.map(home))].map((box) => {
    const all = questions.filter((question) => home(question) === box);
    const line = make("p", { class: "questions-count" });
    if (all.length > 1) all.at(-1).after(line);
    return { all, line };
  });

  return {
    answered(question) {
      known.add(question);
      for (const { all, line } of groups) {
        const answered = all.filter((one) => known.has(one)).length;
        line.textContent = answered ? countWords(answered, all.length) : "";
      }
    },
  };
}
