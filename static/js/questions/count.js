// "3 of 7 answered", below the questions of a page; on a page with topics, below those of each.
import { countWords } from "../core/result-words.js";
import { make } from "../dom.js";

/** @param {HTMLElement[]} questions */
export function mountCount(questions) {
  const groups = new Map();
  for (const question of questions) {
    const home = question.closest(".topic") ?? document.body;
    groups.set(home, [...groups.get(home) ?? [], question]);
  }
  const known = new Set();

  function show(all, line) {
    const answered = all.filter((question) => known.has(question)).length;
    line.textContent = answered ? countWords(answered, all.length) : "";
  }

  const lines = [...groups.values()].filter((all) => all.length > 1).map((all) => {
    const line = make("p", { class: "questions-count" });
    all.at(-1).after(line);
    return [all, line];
  });

  return {
    answered(question) {
      known.add(question);
      for (const [all, line] of lines) if (all.includes(question)) show(all, line);
    },
  };
}
