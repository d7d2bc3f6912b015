// Questions that the reader grades herself: a card (`recall`), or something to put into her own words (`explain`).
import { button, make } from "../dom.js";

const RATINGS = [
  ["Again", "I did not know it"],
  ["Hard", "with effort, or in part"],
  ["Good", "I knew it"],
  ["Easy", "at once"],
];
const RATED = ["Not known yet: it comes back soon.", "Known with effort.", "Known.", "Known at once."];

export function mountRecall({ element, key, place }) {
  const written = key.type === "explain" ? make("textarea", { class: "field-input", rows: "4" }) : null;
  if (written) place.append(make("label", { class: "field field-explain" }, make("span", { class: "field-label" }, "In your own words"), written));
  const boxes = [...element.querySelectorAll(".must > li")].map((point) => {
    const box = make("input", { type: "checkbox", class: "must-box" });
    point.replaceChildren(make("label", { class: "must-point" }, box, make("span", {}, ...point.childNodes)));
    return box;
  });
  const ticked = () => boxes.flatMap((box, number) => (box.checked ? [number] : []));

  return {
    open: written ? "Compare with an answer" : "Show the answer",
    read: () => (written ? { text: written.value, ticked: ticked(), done: true } : {}),
    mark() {},
    why: () => [],
    words: (answer, { found, of }) => (!written ? RATED[answer.rating - 1] : of ? `Done: ${found} of ${of} points are in it.` : "Done."),
    write(answer) {
      if (written) written.value = answer?.text ?? "";
      boxes.forEach((box, number) => (box.checked = answer?.ticked?.includes(number) ?? false));
    },
    clear() {
      this.write(null);
    },
    /** What ends it: four grades, or that it is done. */
    close(conclude) {
      const end = (more) => conclude({ ...(written ? { text: written.value, done: true } : {}), ticked: ticked(), ...more });
      if (written) return make("div", { class: "question-actions" }, button("Done", { class: "button" }, () => end({})));
      const grades = RATINGS.map(([word, means], number) =>
        button(word, { class: "grade" }, () => end({ rating: number + 1 })));
      grades.forEach((made, number) => made.append(make("span", { class: "grade-means" }, RATINGS[number][1])));
      return make("fieldset", { class: "grades" }, make("legend", {}, "How well did you know it?"), ...grades);
    },
  };
}
