// Pages with questions: each can be answered where it stands, and says how it went the last time.
import { lastAnswers } from "./core/last.js";
import { make } from "./dom.js";
import { mountCount } from "./questions/count.js";
import { mountQuestion } from "./questions/frame.js";
import { rowOf, showLast } from "./questions/last.js";
import { lateStyles } from "./site-root.js";
import { openStore } from "./store.js";

const ALGO = "fsrs-6"; // as core/fsrs.js has it, which is not needed here
const SLICE_MS = 8;
const { guide, repository } = document.body.dataset;
const waiting = [...document.querySelectorAll("[data-widget=question]")];
const questions = waiting.filter((element) => !element.dataset.mode);
const opening = openStore(guide);
const count = mountCount(questions);

function mount(element) {
  mountQuestion(element, {
    mode: element.dataset.mode,
    seed: new Date().toDateString(),
    repository,
    confidence: opening.then((store) => store.settings()).then((settings) => settings.confidence),
    record: async (event) => (await opening).record({ ...event, algo: ALGO }),
    answered: () => answered(element),
  });
}

async function answered(element) {
  count.answered(element);
  if ((await opening).place === "page") element.querySelector(".feedback-body").append(make("p", { class: "feedback-note" }, "This browser keeps no answers (a private window?): they last as long as this page."));
}

/** A few at a time: a long list of questions must not hold up the page. */
function work() {
  const until = performance.now() + SLICE_MS;
  while (waiting.length && performance.now() < until) mount(waiting.shift());
  if (waiting.length) setTimeout(work);
}

/** How it went the last time. */
async function greet() {
  const rows = questions.map(rowOf);
  const events = await (await opening).eventsOf(rows.flatMap(({ id, replaces }) => [id, ...replaces]));
  const known = lastAnswers(events, rows);
  for (const element of questions) {
    const last = known.get(element.dataset.question);
    if (last) showLast(element, last);
    if (last && !last.corrected) count.answered(element);
  }
}

if (waiting.length) {
  lateStyles("quiz").then(work);
  greet();
}
