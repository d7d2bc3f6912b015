// Where a question answers: one line that is read out when it changes, and below it the reasons.
import { make } from "../dom.js";
import { copyOf } from "./parts.js";

export function mountFeedback() {
  const line = make("p", { class: "feedback-result", role: "status" });
  const body = make("div", { class: "feedback-body" });
  const box = make("div", { class: "feedback", role: "group", "aria-label": "Feedback", tabindex: "-1" }, line, body);

  /** Says something in passing. */
  function say(text) {
    delete box.dataset.result;
    body.replaceChildren();
    line.textContent = text;
  }

  /** The result, what explains it, and the reader's attention. */
  function show(result, text, nodes) {
    say(text);
    box.dataset.result = result;
    body.append(...nodes);
    box.focus();
  }

  return { box, say, show };
}

/** What the answer is, for types where no marks on the question show it. */
export function keyOf(element, announced) {
  const parts = [...element.querySelector(".answer-key").children].filter((part) => !part.matches(".label, .wrong-values"));
  const label = announced ? [] : [make("p", { class: "label" }, "The answer")];
  return make("div", { class: "feedback-key" }, ...label, ...parts.map(copyOf));
}
