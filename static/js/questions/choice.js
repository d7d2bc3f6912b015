// Options to choose from: `single` and `bool` one of them, `multi` all that apply. The rows that the page has become labels.
import { shuffle } from "../core/shuffle.js";
import { make, textOf } from "../dom.js";
import { idOf, letter, reorder, verdictOf } from "./parts.js";

export function mountChoice({ element, id, key, name }) {
  const list = element.querySelector(".options");
  const reasons = element.querySelector(".reasons");
  const multi = key.type === "multi";
  const right = [key.right].flat().map(String);
  const rows = [...list.children].map((row) => {
    const named = row.querySelector("math") ? { "aria-label": textOf(row) } : {}; // programs that read aloud may find no words in a formula
    const input = make("input", { type: multi ? "checkbox" : "radio", name, value: idOf(row), ...named });
    const { word, mark } = verdictOf(row);
    row.replaceChildren(make("label", { class: "option" }, input, make("span", { class: "option-text" }, ...row.childNodes), word));
    return { id: idOf(row), pin: "pin" in row.dataset, input, mark };
  });

  const chosen = () => rows.filter(({ input }) => input.checked).map((option) => option.id);
  const told = () => [...(reasons?.children ?? [])];

  return {
    ask: multi ? "Choose at least one." : "Choose an answer first.",
    last: rows.length === 2 && !multi,
    read() {
      if (multi) return chosen();
      const [one] = chosen();
      return key.type === "bool" && one ? one === "true" : one;
    },
    write(answer) {
      const given = [answer ?? []].flat().map(String);
      for (const { input } of rows) input.checked = given.includes(input.value);
    },
    /** Another order even for another try: who remembers only where the option stood has not learnt it. */
    clear(keep, seed) {
      for (const { input, mark } of rows) {
        input.checked = false;
        mark("");
      }
      if (key.type === "bool") return;
      const order = shuffle(rows, id, seed).map((option) => option.id);
      for (const one of [list, ...(reasons ? [reasons] : [])]) reorder(one, order);
    },
    mark(result, done) {
      for (const { id: one, input, mark } of rows) {
        const hit = right.includes(one);
        if (hit && done && !input.checked) mark("missed", multi ? "Missed" : "The answer");
        else mark(!input.checked ? "" : hit ? "found" : "wrong");
      }
    },
    /** Why for what was chosen, then, at the end, why for what is right. */
    why(result, done) {
      const picked = (row) => chosen().includes(idOf(row));
      const all = told();
      return [...all.filter(picked), ...all.filter((row) => done && !picked(row) && right.includes(idOf(row)))].map((row) =>
        make("p", { class: "feedback-why", "data-mark": right.includes(idOf(row)) ? "found" : "wrong" },
          make("b", { class: "feedback-letter" }, letter(reasons, row)), " ", ...row.querySelector(".why").cloneNode(true).childNodes));
    },
    /** Where the error that was made is cleared up. */
    see: () => told().find((row) => chosen().includes(idOf(row)) && !right.includes(idOf(row)))?.querySelector(".question-see"),
  };
}
