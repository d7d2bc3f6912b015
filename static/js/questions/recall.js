// Questions that the reader grades herself: a card (`recall`), or something to put into her own words (`explain`).
import { button, make } from "../dom.js";

/** Words, what they mean, and what is said of them. */
const RATINGS = [
  ["Again", "I did not know it", "Not known yet: it comes back soon."],
  ["Hard", "with effort, or in part", "Known with effort."],
  ["Good", "I knew it", "Known."],
  ["Easy", "at once", "Known at once."],
];

export function mountRecall({ element, key, place }) {
  const written = key.type === "explain" && make("textarea", { class: "field-input" });
  if (written) place.append(make("label", { class: "field field-explain" }, make("span", { class: "field-label" }, "In your own words"), written));
  const boxes = [...element.querySelectorAll(".must > li")].map((point) => {
    const box = make("input", { type: "checkbox", class: "must-box" });
    point.replaceChildren(make("label", { class: "must-point" }, box, make("span", {}, ...point.childNodes)));
    return box;
  });
  const ticked = () => boxes.flatMap((box, number) => (box.checked ? [number] : []));
  const write = (answer) => {
    if (written) written.value = answer?.text ?? "";
    boxes.forEach((box, number) => (box.checked = Boolean(answer?.ticked?.includes(number))));
  };

  return {
    open: written ? "Compare with an answer" : "Show the answer",
    read: () => ({ ...(written && { text: written.value, done: true }), ticked: ticked() }),
    write,
    clear: () => write(),
    mark() {},
    words: ({ rating }, { found, of }) => (rating ? RATINGS[rating - 1][2] : of ? `Done: ${found || "none"} of ${of} points are in it.` : "Done."),
    /** What ends it: four grades, or that it is done. */
    close(conclude) {
      if (written) return make("div", { class: "question-actions" }, button("Done", { class: "button" }, () => conclude({})));
      const grades = RATINGS.map(([word, means], number) => {
        const made = button(word, { class: "grade" }, () => conclude({ rating: number + 1 }));
        made.append(make("span", { class: "grade-means" }, means));
        return made;
      });
      return make("fieldset", { class: "grades" }, make("legend", {}, "How well did you know it?"), ...grades);
    },
  };
}
