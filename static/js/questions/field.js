// Something to type: a number, a word, or what a program prints.
import { make } from "../dom.js";
import { copyOf } from "./parts.js";

const ASK = { numeric: "Type a number first.", text: "Type an answer first.", output: "Type what it prints first." };
const LABEL = { numeric: "Your number", text: "Your answer", output: "What it prints" };
const PLAIN = { autocomplete: "off", autocapitalize: "none", autocorrect: "off", spellcheck: "false" };

export function mountField({ element, key, place }) {
  const long = key.type === "output";
  const field = long
    ? make("textarea", { class: "field-input", rows: "2", ...PLAIN })
    : make("input", { class: "field-input", type: "text", ...PLAIN });
  const word = make("span", { class: "field-word" });
  const unit = key.unit ? [make("span", { class: "field-unit" }, key.unit)] : [];
  const named = place.querySelector(".question-hint"); // says what to type, to those who see
  const label = make("label", { class: `field field-${key.type}` }, make("span", { class: named ? "spoken" : "field-label" }, LABEL[key.type]), field, ...unit, word);
  place.append(label);
  if (long) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
    });
  }

  return {
    read: () => field.value,
    ask: ASK[key.type],
    mark(done, result) {
      if (result.empty) return;
      label.dataset.mark = result.right ? "found" : "wrong";
      word.textContent = result.right ? "Right" : "Wrong";
    },
    /** The reason of a known wrong value. */
    why(answer, { wrong }) {
      const row = wrong === undefined ? null : element.querySelectorAll(".wrong-values > li")[wrong];
      const words = row ? [...copyOf(row).childNodes].filter((node) => !node.matches?.(".verdict-word")) : [];
      return row ? [make("p", { class: "feedback-why", "data-mark": "wrong" }, ...words)] : [];
    },
    write: (answer) => (field.value = answer ?? ""),
    clear(keep) {
      word.textContent = label.dataset.mark = "";
      if (!keep) field.value = "";
    },
  };
}
