// Something to type: a number, a word, or what a program prints.
import { make } from "../dom.js";
import { copyOf, verdictOf } from "./parts.js";

const LABEL = { numeric: "Your number", text: "Your answer", output: "What it prints" };
/** Nothing that a keyboard means well with. */
export const PLAIN = { autocomplete: "off", autocapitalize: "none", autocorrect: "off", spellcheck: "false" };

export function mountField({ element, key, place }) {
  const { type, unit } = key;
  const field = make(type === "output" ? "textarea" : "input", { class: "field-input", ...PLAIN });
  const named = place.querySelector(".question-hint"); // says what to type, to those who see
  const label = make("label", { class: `field field-${type}` }, make("span", { class: named ? "spoken" : "field-label" }, LABEL[type]), field);
  const { word, mark } = verdictOf(label);
  if (unit) label.append(make("span", { class: "field-unit" }, unit));
  label.append(word);
  place.append(label);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
  });

  return {
    ask: "Type something first.",
    read: () => field.value,
    write: (answer) => (field.value = answer ?? ""),
    clear(keep) {
      mark("");
      if (!keep) field.value = "";
    },
    mark: ({ right, empty }) => empty || mark(right ? "found" : "wrong"),
    /** The reason of a known wrong value. */
    why({ wrong }) {
      const row = element.querySelectorAll(".wrong-values > li")[wrong];
      if (!row) return [];
      const reason = copyOf(row);
      reason.querySelector(".verdict-word").remove();
      return [make("p", { class: "feedback-why" }, ...reason.childNodes)];
    },
  };
}
