// What may be said and done when a question is answered, beside the answer itself.
import { button, make } from "../dom.js";

/** What readers guessed before reading, on this page: question → whether it was right. */
export const guesses = new Map();

/** Small remarks on a first answer. */
export function remarks({ id, right, hints, retry }) {
  const found = [
    guesses.has(id) && `Before you read it, your guess was ${guesses.get(id) ? "right" : "wrong"}.`,
    right && hints && "With a hint it does not count as known yet, and comes back soon.",
    !right && retry && "You may try again; the first answer is the one that counts.",
  ];
  return found.filter(Boolean).map((text) => make("p", { class: "feedback-note" }, text));
}

const [HARD, GOOD, EASY] = [2, 3, 4];

/** What only the reader knows about her right answer. */
export function ownRating(rate) {
  const buttons = [["I guessed", HARD], ["Too easy", EASY]].map(([text, rating]) => button(text, { class: "button-pill", "aria-pressed": "false" }, ({ currentTarget }) => {
    const pressed = currentTarget.getAttribute("aria-pressed") === "false";
    for (const one of buttons) one.setAttribute("aria-pressed", pressed && one === currentTarget);
    rate(pressed ? rating : GOOD);
  }));
  return buttons;
}

/** A link to the guide's tracker. */
export function reportLink(repository, id) {
  const about = new URLSearchParams({ title: `Question ${id}`, body: `${location.href.split("#")[0]}#q-${id}\n\n` });
  return make("a", { class: "feedback-report", href: `${repository.replace(/\/$/, "")}/issues/new?${about}`, rel: "noopener" }, "Report this question");
}
