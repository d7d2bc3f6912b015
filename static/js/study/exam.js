// An exam: all questions at hand, nothing shown before it is handed in, then everything.
import { ALGO } from "../core/fsrs.js";
import { questionElement } from "../chunks.js";
import { button, make } from "../dom.js";
import { mountQuestion } from "../questions/frame.js";
import { root } from "../site-root.js";
import { notice, paragraph, section, status, table } from "./parts.js";
import { placeNotices } from "./place.js";
import { count, percent } from "./words.js";

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;
/** When the time that is left is said aloud. */
const WARN_AT_MIN = [10, 5, 1];

/**
 * @param {HTMLElement} box Whose content the exam takes the place of.
 * @param {object[]} rows The questions.
 * @param {{minutes: number, leave: () => void}} options No limit where minutes is 0.
 */
export async function runExam(box, desk, rows, { minutes, leave }) {
  const heading = make("h2", { id: "exam", tabindex: "-1" });
  const place = make("div", { class: "session-question" });
  const said = status();
  const clock = make("p", { class: "exam-clock", role: "timer", "aria-label": "Time left" });
  const flag = button("Flag", { class: "button button-plain", "aria-pressed": "false" }, () => mark(!papers[at].flagged));
  const back = button("Back", { class: "button button-plain" }, () => show(at - 1));
  const on = button("Next", { class: "button" }, () => show(at + 1));
  const sheet = make("ol", { class: "exam-sheet" });
  const asking = make("div", {});
  const papers = (await Promise.all(rows.map((row) => questionElement(row).catch(() => null)))).flatMap((element, number) => (element ? [paper(rows[number], element)] : []));
  let at = 0;
  let timer = 0;
  let since = Date.now();
  if (!papers.length) {
    box.replaceChildren(notUsable(leave));
    return box.querySelector("h2").focus();
  }
  if (papers.length < rows.length) said.textContent = `${count(rows.length - papers.length, "question")} could not be loaded and will not be asked.`;
  place.append(...papers.map(({ element }) => element));
  place.addEventListener("input", update);
  place.addEventListener("click", () => setTimeout(update)); // lines and pairs are moved by buttons
  sheet.append(...papers.map((one) => make("li", {}, one.button)));
  box.replaceChildren(make("section", { class: "exam", "aria-labelledby": "exam" },
    make("div", { class: "exam-head" }, heading, ...(minutes ? [clock] : [])), place,
    make("div", { class: "session-bar" }, back, on, flag), said,
    make("nav", { class: "exam-answers", "aria-labelledby": "sheet" }, make("h3", { id: "sheet" }, "Answer sheet"), sheet),
    make("div", { class: "session-bar" }, button("Hand in", { class: "button button-plain" }, handIn)), asking));
  addEventListener("beforeunload", hold);
  if (minutes) startClock();
  show(0);

  function paper(row, element) {
    const made = { row, element, flagged: false, shown_ms: 0 };
    made.question = mountQuestion(element, {
      mode: "exam",
      seed: `${Date.now()}`,
      retry: false,
      confidence: desk.settings.confidence,
      repository: document.body.dataset.repository,
      record: (event) => desk.store.record({ ...event, duration_ms: made.shown_ms, algo: ALGO }),
    });
    made.button = button("", { class: "exam-go" }, () => show(papers.indexOf(made)));
    return made;
  }

  /** All questions are there from the beginning; what counts is how long each was looked at. */
  function measure() {
    papers[at].shown_ms += Date.now() - since;
    since = Date.now();
  }

  function show(number) {
    measure();
    at = Math.max(0, Math.min(papers.length - 1, number));
    papers.forEach(({ element }, one) => (element.hidden = one !== at));
    heading.textContent = `Question ${at + 1} of ${papers.length}`;
    back.disabled = at === 0;
    on.disabled = at === papers.length - 1;
    update();
    heading.focus();
  }

  function mark(flagged) {
    papers[at].flagged = flagged;
    update();
  }

  /** Brings the answer sheet up to date. */
  function update() {
    flag.setAttribute("aria-pressed", String(papers[at].flagged));
    papers.forEach((one, number) => {
      const state = [isAnswered(one) ? "answered" : "not answered", ...(one.flagged ? ["flagged"] : [])];
      one.button.replaceChildren(String(number + 1), make("span", { class: "spoken" }, `: ${state.join(", ")}`));
      one.button.dataset.state = state.join(" ");
      one.button.toggleAttribute("aria-current", number === at);
      if (number === at) one.button.setAttribute("aria-current", "step");
    });
  }

  function startClock() {
    const until = Date.now() + minutes * MINUTE_MS;
    const warned = new Set(WARN_AT_MIN.filter((one) => one >= minutes));
    const tick = () => {
      const left = Math.max(0, until - Date.now());
      const seconds = Math.ceil(left / SECOND_MS);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      const warning = WARN_AT_MIN.find((one) => left <= one * MINUTE_MS && !warned.has(one));
      if (warning) {
        WARN_AT_MIN.filter((one) => one >= warning).forEach((one) => warned.add(one));
        said.textContent = `${count(warning, "minute")} left.`;
      }
      if (!left) finish("The time is up.");
    };
    tick();
    timer = setInterval(tick, SECOND_MS);
  }

  function handIn() {
    const open = papers.filter((one) => !isAnswered(one)).length;
    const flagged = papers.filter((one) => one.flagged).length;
    if (!open && !flagged) return finish("");
    const what = [...(open ? [`Not answered: ${open}.`] : []), ...(flagged ? [`Flagged: ${flagged}.`] : [])].join(" ");
    asking.replaceChildren(notice(paragraph(`${what} Hand in all the same?`), make("div", { class: "session-bar" },
      button("Hand in", { class: "button" }, () => finish("")),
      button("Go on", { class: "button-quiet" }, () => {
        asking.replaceChildren();
        show(Math.max(0, papers.findIndex((one) => !isAnswered(one) || one.flagged)));
      }))));
    asking.querySelector("button").focus();
  }

  function finish(why) {
    clearInterval(timer);
    removeEventListener("beforeunload", hold);
    measure();
    for (const one of papers) {
      one.answered = isAnswered(one);
      one.result = one.question.submit();
      one.element.hidden = false;
      if (one.answered) one.question.reveal();
      else showAnswer(one.element);
    }
    box.replaceChildren(outcome(desk, papers, why, leave));
    box.querySelector("h2").focus();
  }

  /** What was written so far would be lost. */
  function hold(event) {
    event.preventDefault();
  }
}

/** Of a question that was skipped there is nothing to mark. */
function showAnswer(element) {
  const answer = element.querySelector(".answer");
  answer.hidden = false;
  answer.open = true;
  answer.before(paragraph("Not answered."));
}

function isAnswered({ question, element }) {
  const fields = [...element.querySelectorAll("input, select, textarea")].filter((field) => !field.closest(".confidence"));
  if (fields.length) return fields.some((field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value !== ""));
  const answer = question.read();
  return Array.isArray(answer) ? answer.length > 0 : Boolean(answer);
}

function notUsable(leave) {
  return section("exam", "No exam", paragraph("The questions could not be loaded. Are you offline?"), paragraph(button("Back to practice", { class: "button" }, leave)));
}

function outcome(desk, papers, why, leave) {
  const right = papers.filter(({ result }) => result.right).length;
  const score = papers.reduce((sum, { result }) => sum + result.score, 0);
  const parts = Math.round(10 * score) / 10;
  const rows = papers.map(({ row, answered, result }, number) => [
    make("a", { href: `#q-${row.id}` }, `${number + 1}. ${row.title}`),
    !answered ? "Not answered" : result.right ? "Right" : result.score ? `Partly: ${percent(result.score)}` : "Wrong",
  ]);
  return section("exam", "How it went",
    paragraph(why ? `${why} ` : "", make("strong", {}, `${right} of ${papers.length} right.`), parts !== right ? ` Parts of answers counted, that makes ${parts} points.` : ""),
    table("Question by question", ["Question", "Result"], rows),
    paragraph("What you answered comes back in the ", make("a", { href: `${root}review.html` }, "review"), ", and first what was wrong."),
    ...placeNotices(desk, papers.some(({ answered }) => answered)),
    make("div", { class: "session-bar" }, button("Back to practice", { class: "button" }, leave)),
    make("h3", {}, "All questions, with reasons"),
    make("div", { class: "exam-review" }, ...papers.map(({ element }) => element)));
}
