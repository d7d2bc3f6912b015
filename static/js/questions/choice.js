// Options to choose from: `single` and `bool` one of them, `multi` all that apply. The rows that the page has become labels.
import { shuffle } from "../core/shuffle.js";
import { make, textOf } from "../dom.js";
import { idOf, letter, reorder } from "./parts.js";

const WORDS = { found: "Right", wrong: "Wrong", missed: "The answer" };

export function mountChoice({ element, id, key, name }) {
  const list = element.querySelector(".options");
  const reasons = element.querySelector(".reasons");
  const multi = key.type === "multi";
  const right = [key.right].flat().map(String);
  const rows = [...list.children].map((row) => {
    const named = row.querySelector("math") ? { "aria-label": textOf(row) } : {}; // programs that read aloud may find no words in a formula
    const input = make("input", { type: multi ? "checkbox" : "radio", name, value: idOf(row), ...named });
    const word = make("span", { class: "option-word" });
    row.replaceChildren(make("label", { class: "option" }, input, make("span", { class: "option-text" }, ...row.childNodes), word));
    return { id: idOf(row), pin: "pin" in row.dataset, row, input, word };
  });

  const chosen = () => rows.filter(({ input }) => input.checked).map((option) => option.id);

  function read() {
    if (multi) return chosen();
    const [one] = chosen();
    return key.type === "bool" && one ? one === "true" : one;
  }

  function mark(done) {
    for (const { row, input, word } of rows) {
      const hit = right.includes(input.value);
      const verdict = input.checked ? (hit ? "found" : "wrong") : hit && done ? "missed" : "";
      row.dataset.mark = verdict;
      word.textContent = verdict === "missed" && multi ? "Missed" : WORDS[verdict] ?? "";
    }
  }

  /** Why for what was chosen, then, at the end, why for what is right. */
  function why(answer, result, done) {
    if (!reasons) return [];
    const picked = chosen();
    const told = [...reasons.children].filter((row) => picked.includes(idOf(row)));
    const rest = [...reasons.children].filter((row) => done && right.includes(idOf(row)) && !told.includes(row));
    return [...told, ...rest].map((row) => {
      const one = idOf(row);
      const verdict = !right.includes(one) ? "wrong" : picked.includes(one) ? "found" : "missed";
      return make("p", { class: "feedback-why", "data-mark": verdict },
        make("b", { class: "feedback-letter" }, letter(reasons, row)), " ", ...row.querySelector(".why").cloneNode(true).childNodes);
    });
  }

  /** Where the error that was made is cleared up. */
  function see() {
    const wrong = chosen().find((one) => !right.includes(one));
    return wrong && [...reasons?.children ?? []].find((reason) => idOf(reason) === wrong)?.querySelector(".question-see");
  }

  return {
    read,
    mark,
    why,
    see,
    ask: multi ? "Choose at least one." : "Choose an answer first.",
    forgets: true,
    last: rows.length === 2 && !multi,
    write(answer) {
      const given = [answer ?? []].flat().map(String);
      for (const { input } of rows) input.checked = given.includes(input.value);
    },
    clear() {
      for (const { row, input, word } of rows) {
        input.checked = false;
        word.textContent = row.dataset.mark = "";
      }
    },
    shuffle(seed) {
      if (key.type === "bool") return;
      const order = shuffle(rows, id, seed).map((option) => option.id);
      reorder(list, order);
      if (reasons) reorder(reasons, order);
    },
  };
}
