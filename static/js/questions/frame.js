// A question that can be answered where it stands. The HTML is that of templates/partials/question.html; storage, clock and what to
// do next come from outside.
import { grade } from "../core/grade.js";
import { GOOD, ratingOf } from "../core/rating.js";
import { resultWords } from "../core/result-words.js";
import { button, make } from "../dom.js";
import { mountChoice } from "./choice.js";
import { mountCloze } from "./cloze.js";
import { mountConfidence } from "./confidence.js";
import { keyOf, mountFeedback } from "./feedback.js";
import { mountField } from "./field.js";
import { mountHints } from "./hints.js";
import { mountMatch } from "./match.js";
import { mountOrder } from "./order.js";
import { copyOf } from "./parts.js";
import { mountRecall } from "./recall.js";
import { guesses, ownRating, remarks, reportLink } from "./remarks.js";

const FAMILIES = {
  single: mountChoice, multi: mountChoice, bool: mountChoice, numeric: mountField, text: mountField, output: mountField,
  cloze: mountCloze, match: mountMatch, order: mountOrder, recall: mountRecall, explain: mountRecall,
};
const FIRST = ":is(input, select, textarea, .line-grip):enabled";
const UNREAD = "No number can be read here. Write it like 0.37, 1/3 or 2e-4.";
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
 */

/**
 * @param {HTMLElement} element
 * @param {Services} services
 */
export function mountQuestion(element, services = {}) {
  const { mode = "practice", record = async () => {}, now = Date.now, seed = "", retry = true, answered = () => {}, repository } = services;
  const { question: id, type, rev = 1 } = element.dataset;
  const key = JSON.parse(element.dataset.key ?? JSON.stringify({ type, must: element.querySelectorAll(".must > li").length }));
  const details = element.querySelector(".answer");
  const [exam, guess] = [mode === "exam", mode === "guess"];
  const hints = mountHints(element);
  const feedback = mountFeedback();
  const form = makeForm(element);
  const [fields] = form.children;
  const controls = FAMILIES[type]({ element, id, key, place: fields, say: feedback.say, name: `answer-${(mounted += 1)}` });
  const confidence = mountConfidence(services.confidence, `sure-${mounted}`);
  const actions = make("div", { class: "question-actions" });
  const closing = controls.open && controls.close(rated); // what ends a question that the reader grades herself
  form.append(confidence.box, ...(exam ? [] : [actions]));
  (controls.open ? details : form).after(feedback.box);
  element.dataset.ready = "";
  let tries = 0;
  const shownAt = now();
  let event = null;
  let kept = null;

  const read = () => [controls.read(), grade(key, controls.read())];
  const quiet = (text, act) => button(text, { class: "button-quiet" }, act);

  /** Puts the question, for the first time or again. */
  function pose() {
    controls.clear(tries, `${seed}/${tries}`);
    feedback.say("");
    fields.disabled = confidence.box.disabled = false;
    actions.replaceChildren(make("button", { class: "button" }, guess ? "Guess" : controls.open ?? "Check"));
    if (!guess && !controls.open) actions.append(quiet("Show the answer", giveUp));
    if (details) details.hidden = true;
  }

  function again() {
    pose();
    fields.querySelector(FIRST).focus();
  }

  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    if (exam) return;
    if (controls.open) return uncover();
    const [answer, result] = read();
    const complaint = result.empty ? controls.ask : result.unread && UNREAD;
    if (complaint) feedback.say(complaint);
    else conclude(answer, result);
  });

  /** The model answer, for the reader to compare with. */
  function uncover() {
    fields.disabled = true;
    actions.replaceChildren();
    details.hidden = false;
    details.open = true;
    details.after(closing);
    const body = details.querySelector(".answer-body");
    body.tabIndex = -1;
    body.focus();
  }

  function rated(more) {
    closing.remove();
    const answer = { ...controls.read(), ...more };
    conclude(answer, grade(key, answer));
  }

  function giveUp() {
    const [answer, result] = read();
    conclude(answer, { ...result, right: false, score: 0 }, true);
  }

  function conclude(answer, result, revealed = false) {
    note(answer, result, revealed);
    const first = !tries;
    tries += 1;
    if (guess) {
      guesses.set(id, result.right);
      fields.disabled = true;
      actions.replaceChildren();
      return feedback.say("Noted. Read on: you will be asked again.");
    }
    show(answer, result, { first, revealed, done: result.right || revealed || controls.last || !retry });
    if (first) answered(result, event);
  }

  function note(answer, result, revealed) {
    const rating = guess ? 0 : ratingOf(type, result, { rating: answer?.rating, hints: hints.used, revealed });
    event = {
      question: id, rev: Number(rev), mode, first: !tries, rating, score: result.score, hints: hints.used, duration_ms: now() - shownAt,
      ...confidence.read(),
    };
    kept = record(event);
  }

  /** Another rating of the same answer: the new event first, so that nothing is lost in between. */
  function rate(rating) {
    const corrected = { ...event, rating };
    kept = Promise.resolve(kept).then(async (before) => {
      const after = await record(corrected);
      if (before?.uid) await record({ undo: before.uid, question: id });
      return after;
    });
  }

  /** The result in words, why for what was chosen, why for what is right, where to read it again. */
  function show(answer, result, { first, revealed, done }) {
    fields.disabled = confidence.box.disabled = true;
    actions.replaceChildren();
    controls.mark(result, done);
    if (details) details.hidden = !done;
    const words = controls.words?.(answer, result) ?? resultWords(type, result, { first, hints: hints.used, revealed });
    const body = [...(controls.why?.(result, done) ?? [])];
    if (!controls.open) {
      if (done && !controls.see && (!result.right || result.slip)) body.push(keyOf(element, revealed));
      const see = controls.see?.() ?? element.querySelector(".answer-body > .question-see");
      body.push(...[done && element.querySelector(".explain"), see].filter(Boolean).map(copyOf));
    }
    if (first) body.push(...remarks({ id, right: result.right, hints: hints.used, retry: !done }));
    const next = done ? [
      ...(first && event?.rating === GOOD && !controls.open && !exam ? ownRating(rate) : []),
      ...(repository ? [reportLink(repository, id)] : []),
    ] : [
      button("Try again", { class: "button" }, again),
      quiet("Show the answer", () => show(answer, result, { revealed: true, done: true })),
    ];
    feedback.show(result.right ? "right" : revealed ? "shown" : "wrong", words, [...body, make("div", { class: "feedback-actions" }, ...next)]);
  }

  hints.reset(exam || guess);
  pose();
  return {
    element,
    /** What is filled in, in the shape that core/grade.js takes. */
    read: controls.read,
    write: controls.write,
    /** Grades and keeps what is filled in, and shows nothing. Nothing is kept of a question that was skipped. */
    submit() {
      const [answer, result] = read();
      fields.disabled = true;
      if (!result.empty && !result.unread) note(answer, result, false);
      return result;
    },
    /** Shows what `submit` kept to itself. */
    reveal: () => show(...read(), { first: true, done: true }),
  };
}

/** A form around what the page has below the stem, but for programs, hints and the answer; its fieldset has the stem for a name. */
function makeForm(element) {
  let before = element.querySelector(".question-stem");
  const fields = make("fieldset", { class: "question-fields", "aria-labelledby": before.id });
  while (before.nextElementSibling?.matches(".code")) before = before.nextElementSibling;
  while (before.nextElementSibling?.matches(":not(.hint, .answer, .question-later)")) fields.append(before.nextElementSibling);
  const form = make("form", { class: "question-form" }, fields);
  before.after(form);
  element.removeAttribute("role");
  const hint = fields.querySelector(".question-hint");
  if (hint) {
    hint.id = `${fields.getAttribute("aria-labelledby")}-hint`;
    fields.setAttribute("aria-describedby", hint.id);
  }
  return form;
}
