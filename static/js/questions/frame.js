// A question that can be answered where it stands. The HTML is that of templates/partials/question.html; storage, clock and what to
// do next come from outside.
import { grade } from "../core/grade.js";
import { ratingOf } from "../core/rating.js";
import { resultWords } from "../core/result-words.js";
import { button, make } from "../dom.js";
import { mountChoice } from "./choice.js";
import { mountCloze } from "./cloze.js";
import { mountConfidence } from "./confidence.js";
import { explanationOf, keyOf, mountFeedback } from "./feedback.js";
import { mountField } from "./field.js";
import { mountHints } from "./hints.js";
import { mountMatch } from "./match.js";
import { mountOrder } from "./order.js";
import { copyOf } from "./parts.js";
import { mountRecall } from "./recall.js";

const FAMILIES = {
  single: mountChoice, multi: mountChoice, bool: mountChoice, numeric: mountField, text: mountField, output: mountField,
  cloze: mountCloze, match: mountMatch, order: mountOrder, recall: mountRecall, explain: mountRecall,
};
const MARKED_IN_PLACE = ["single", "multi", "bool"];
const GOOD = 3;

/** What readers guessed before reading, on this page. */
const guesses = new Map();
let mounted = 0;

/**
 * All are optional.
 * @typedef {Object} Services
 * @property {"practice" | "review" | "exam" | "guess"} mode An exam shows nothing before `reveal`; a guess is never graded.
 * @property {(event: Object) => Promise<{uid?: string}>} record Keeps an event: an answer (see core/progress.js), or `{undo: uid}`.
 * @property {() => number} now Milliseconds.
 * @property {string} seed Which order options and lines have: another text, another order.
 * @property {boolean} retry Whether a missed question may be tried again in place; true if not said.
 * @property {boolean | Promise<boolean>} confidence Whether to ask for it before the feedback.
 * @property {string} repository Where mistakes are reported.
 * @property {(grade: Object, event: Object) => void} answered Called after the first answer.
 * @property {(grade: Object) => void} finished Called when the answer is known: it was right, or was shown.
 */

/**
 * @param {HTMLElement} element
 * @param {Services} services
 */
export function mountQuestion(element, services = {}) {
  const { mode = "practice", record = async () => ({}), now = Date.now, retry = true, answered = () => {}, finished = () => {} } = services;
  const { question: id, type } = element.dataset;
  const key = JSON.parse(element.dataset.key ?? JSON.stringify({ type, must: element.querySelectorAll(".must > li").length }));
  const stem = element.querySelector(".question-stem");
  const details = element.querySelector(".answer");
  const exam = mode === "exam";
  const guess = mode === "guess";
  const hints = mountHints(element);
  const feedback = mountFeedback();
  const fields = make("fieldset", { class: "question-fields", "aria-labelledby": stem.id });
  while (stem.nextElementSibling && !stem.nextElementSibling.matches(".hint, .answer, .question-later")) fields.append(stem.nextElementSibling);
  const form = make("form", { class: "question-form" }, fields);
  stem.after(form);
  const hint = fields.querySelector(".question-hint");
  const controls = FAMILIES[type]({ element, id, key, place: fields, say: feedback.say, name: `answer-${(mounted += 1)}` });
  if (hint) {
    hint.id = `${stem.id}-hint`;
    fields.setAttribute("aria-describedby", hint.id);
  }
  const confidence = mountConfidence(services.confidence, `sure-${mounted}`);
  const actions = make("div", { class: "question-actions" });
  form.append(confidence.box, ...(exam ? [] : [actions]));
  if (controls.open) details?.after(feedback.box);
  else form.after(feedback.box);
  element.removeAttribute("role"); // the fieldset has the stem for a name
  element.dataset.ready = "";
  let closing = null; // what ends a question that the reader grades herself
  let seed, tries, shownAt, event, kept;

  // Asking

  function ask(order = services.seed ?? "") {
    seed = order;
    tries = 0;
    shownAt = now();
    event = kept = null;
    hints.reset(exam || guess);
    confidence.clear();
    pose();
  }

  /** Puts the question, for the first time or again. */
  function pose() {
    const keep = tries > 0 && !controls.forgets;
    controls.clear(keep);
    if (!keep) controls.shuffle?.(`${seed}/${tries}`);
    feedback.say("");
    fields.disabled = confidence.box.disabled = false;
    closing?.remove();
    if (details) details.hidden = true;
    offer(submit(guess ? "Guess" : controls.open ?? "Check"), ...(guess || controls.open ? [] : [quiet("Show the answer", () => giveUp())]));
  }

  function again() {
    pose();
    (fields.querySelector("input, select, textarea, button") ?? actions.firstElementChild).focus();
  }

  function askAgain() {
    ask(`${seed}+`);
    again();
  }

  const submit = (text) => make("button", { class: "button" }, text);
  const quiet = (text, act) => button(text, { class: "button-quiet" }, act);
  const offer = (...buttons) => actions.replaceChildren(...buttons);

  // Answering

  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    if (exam) return;
    if (controls.open && !guess) return uncover();
    const answer = controls.read();
    const result = grade(key, answer);
    if (!complain(result)) conclude(answer, result);
  });

  function complain(result) {
    const complaint = result.empty ? controls.ask : result.unread ? "No number can be read here. Write it like 0.37, 1/3 or 2e-4." : "";
    if (complaint) feedback.say(complaint);
    return complaint;
  }

  /** The model answer, for the reader to compare with. */
  function uncover() {
    fields.disabled = true;
    offer();
    details.hidden = false;
    details.open = true;
    closing = controls.close((answer) => {
      closing.remove();
      conclude(answer, grade(key, answer));
    });
    details.after(closing);
    const body = details.querySelector(".answer-body");
    body.tabIndex = -1;
    body.focus();
  }

  function giveUp() {
    const answer = controls.read();
    conclude(answer, { ...grade(key, answer), right: false, score: 0 }, { revealed: true });
  }

  function conclude(answer, result, { revealed = false } = {}) {
    const first = tries === 0;
    tries += 1;
    fields.disabled = confidence.box.disabled = true;
    if (guess) {
      guesses.set(id, result.right);
      note({ ...eventOf(answer, result, first, revealed), rating: 0 });
      return feedback.say("Noted. Read on: you will be asked again.") ?? offer();
    }
    note(eventOf(answer, result, first, revealed));
    show(answer, result, { first, revealed, done: result.right || revealed || controls.last || !retry });
    if (first) answered(result, event);
  }

  function eventOf(answer, result, first, revealed) {
    const used = hints.used();
    const rating = ratingOf(type, result, { rating: answer?.rating, hints: used, revealed });
    return {
      question: id, rev: Number(element.dataset.rev ?? 1), mode, first, rating, score: result.score, hints: used, duration_ms: now() - shownAt,
      ...confidence.read(),
    };
  }

  function note(made) {
    event = made;
    kept = record(made);
  }

  /** Another rating of the same answer: the new event first, so that nothing is lost in between. */
  function rate(rating) {
    event = { ...event, rating };
    const corrected = event;
    kept = Promise.resolve(kept).then(async (before) => {
      const after = await record(corrected);
      if (before?.uid) await record({ undo: before.uid, question: id });
      return after;
    });
  }

  // Feedback: the result in words, why for what was chosen, why for what is right, where to read it again

  function show(answer, result, { first, revealed, done }) {
    controls.mark(done, result);
    if (details) details.hidden = !done;
    const words = controls.words?.(answer, result) ?? resultWords(type, result, { first, hints: hints.used(), revealed });
    const body = controls.why(answer, result, done);
    if (done && !MARKED_IN_PLACE.includes(type) && !controls.open && (!result.right || result.slip)) body.push(...keyOf(element, revealed));
    if (done && !controls.open) body.push(...explanationOf(element));
    const see = controls.see?.() ?? element.querySelector(".answer-body > .question-see");
    if (see && !controls.open) body.push(copyOf(see));
    if (first) body.push(...asides(result));
    body.push(make("div", { class: "feedback-actions" }, ...(done ? after(first) : [
      button("Try again", { class: "button" }, again),
      quiet("Show the answer", () => show(answer, result, { revealed: true, done: true })),
    ])));
    offer();
    feedback.show(result.right ? "right" : revealed ? "shown" : "wrong", words, body);
    if (done) finished(result);
  }

  /** Small remarks on a first answer. */
  function asides(result) {
    const found = [];
    if (guesses.has(id)) found.push(`Before you read it, your guess was ${guesses.get(id) ? "right" : "wrong"}.`);
    if (result.right && hints.used()) found.push("With a hint it does not count as known yet, and comes back soon.");
    if (!result.right && !controls.last && retry && !exam) found.push("You may try again; the first answer is the one that counts.");
    return found.map((text) => make("p", { class: "feedback-note" }, text));
  }

  /** What may follow when everything is said. */
  function after(first) {
    return [
      ...(first && event?.rating === GOOD && !controls.open && !exam ? own() : []),
      ...(retry ? [quiet("Ask me again", askAgain)] : []),
      ...(services.repository ? [report()] : []),
    ];
  }

  /** What only the reader knows about her right answer. */
  function own() {
    const buttons = [["I guessed", 2], ["Too easy", 4]].map(([text, rating]) => button(text, { class: "button-pill", "aria-pressed": "false" }, (click) => {
      const pressed = click.currentTarget.getAttribute("aria-pressed") === "false";
      for (const one of buttons) one.setAttribute("aria-pressed", String(pressed && one === click.currentTarget));
      rate(pressed ? rating : GOOD);
    }));
    return buttons;
  }

  function report() {
    const title = encodeURIComponent(`Question ${id}`);
    const body = encodeURIComponent(`${location.href.split("#")[0]}#q-${id}\n\n`);
    const href = `${services.repository.replace(/\/$/, "")}/issues/new?title=${title}&body=${body}`;
    return make("a", { class: "feedback-report", href, rel: "noopener" }, "Report this question");
  }

  ask();
  return {
    id,
    type,
    element,
    /** What is filled in, in the shape that core/grade.js takes. */
    read: controls.read,
    write: controls.write,
    ask,
    /** Grades and keeps what is filled in, and shows nothing. Nothing is kept of a question that was skipped. */
    submit() {
      const answer = controls.read();
      const result = grade(key, answer);
      fields.disabled = true;
      if (!result.empty && !result.unread) note(eventOf(answer, result, true, false));
      return result;
    },
    /** Shows what `submit` kept to itself. */
    reveal() {
      const answer = controls.read();
      show(answer, grade(key, answer), { first: true, revealed: false, done: true });
    },
  };
}
