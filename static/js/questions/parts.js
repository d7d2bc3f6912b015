// The static parts of a question, as templates/partials/question.html writes them, and how answers are marked on them.
import { make } from "../dom.js";

export const idOf = (row) => row.dataset.id;

/** Puts a list's rows into an order of ids. */
export function reorder(list, ids) {
  const rows = new Map([...list.children].map((row) => [idOf(row), row]));
  list.append(...ids.map((id) => rows.get(id)));
}

/** The sign that the style sheet counts before a row: A, B, C. */
export function letter(list, row) {
  return String.fromCharCode(65 + [...list.children].indexOf(row));
}

/** A copy that may stand on the page a second time. */
export function copyOf(node) {
  const copy = node.cloneNode(true);
  for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
  return copy;
}

const WORDS = { found: "Right", wrong: "Wrong", "": "" };

/** A word beside a part of the answer, which says whether it is right; colours only repeat it. */
export function verdictOf(part) {
  const word = make("span", { class: "verdict" });
  const mark = (verdict, text = WORDS[verdict]) => {
    part.dataset.mark = verdict;
    word.textContent = text;
  };
  return { word, mark };
}
