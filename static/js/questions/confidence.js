// How sure are you? Asked before the feedback, of those who want to know how well they judge themselves.
import { make } from "../dom.js";

/** A word, and the chance of being right that it stands for. */
export const SURE = [["Unsure", 0.3], ["Fairly sure", 0.7], ["Sure", 0.95]];

/** @param {boolean | Promise<boolean>} wanted */
export function mountConfidence(wanted, name) {
  const inputs = SURE.map(([, sure]) => make("input", { type: "radio", name, value: String(sure) }));
  const box = make("fieldset", { class: "confidence", hidden: "" });
  Promise.resolve(wanted).then((on) => {
    if (!on) return;
    box.append(make("legend", {}, "How sure are you?"), ...SURE.map(([word], number) => make("label", {}, inputs[number], word)));
    box.hidden = false;
  });
  return {
    box,
    read() {
      const chosen = inputs.find((input) => input.checked);
      return chosen ? { sure: Number(chosen.value) } : {};
    },
    clear: () => inputs.forEach((input) => (input.checked = false)),
  };
}
