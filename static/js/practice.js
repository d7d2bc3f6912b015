// The practice page: questions of the reader's choice, one after the other, mixed, or as an exam.
import { mix } from "./core/queue.js";
import { button, make } from "./dom.js";
import { choosing, forExam } from "./study/choosing.js";
import { isGraded, openDeskIn } from "./study/desk.js";
import { runExam } from "./study/exam.js";
import { field, inSession, paragraph, section, status } from "./study/parts.js";
import { placeNotices } from "./study/place.js";
import { runSession } from "./study/session.js";
import { count } from "./study/words.js";

const MOST_MIXED = 20;
const box = document.querySelector('[data-widget="practice"]');
const sets = document.querySelector(".mixed");
const intro = [...box.childNodes];

function choose(desk) {
  const said = status();
  const start = button("Practise", { class: "button" }, () => begin(desk, pick(desk, choice.fitting(), choice.count())));
  const minutes = make("input", { type: "number", min: "1", max: "600", step: "1", inputmode: "numeric" });
  const exam = button("Begin the exam", { class: "button button-plain" }, () => {
    const rows = pick(desk, forExam(choice.fitting()), choice.count()).map((id) => desk.rows.get(id));
    leaveTo(() => runExam(box, desk, rows, { minutes: Math.max(0, Number(minutes.value) || 0), leave: () => back(desk) }));
  });
  const choice = choosing(desk, update);
  box.replaceChildren(...intro, ...placeNotices(desk), section("choose", "Choose", choice.element, said, paragraph(start)),
    section("exam", "As an exam",
      paragraph("The same choice of questions, but nothing is shown before you hand in. You may skip questions, flag them and come back."),
      paragraph("Nobody watches: the answers are in the page, and the clock is yours. An exam here tells you something only if you want it to."),
      field("minutes", "Minutes, if you want a limit", minutes), paragraph(exam)));
  update();

  function update() {
    const fitting = choice.fitting();
    const marked = forExam(fitting).length;
    said.textContent = fitting.length ? `${count(fitting.length, "question fits", "questions fit")}; ${marked === fitting.length ? "all" : marked} can be asked in an exam.` : "No question fits. Ask for less.";
    start.disabled = !fitting.length;
    exam.disabled = !marked;
  }
}

/** So many of them, such that neighbours are about different things. Those that were asked least, and least lately, go first. */
function pick(desk, rows, most) {
  const card = (row) => desk.cards.get(row.id);
  const seed = `${desk.today}/${desk.log.length}`;
  const order = mix(rows.map((row) => row.id), {}, seed).map((id) => desk.rows.get(id));
  const chosen = order.sort((a, b) => (card(a)?.day ?? 0) - (card(b)?.day ?? 0)).slice(0, most);
  return mix(chosen.map((row) => row.id), Object.fromEntries(chosen.map((row) => [row.id, row.objective])), seed);
}

function leaveTo(action) {
  if (sets) sets.hidden = true;
  inSession(true);
  action();
}

function begin(desk, ids) {
  leaveTo(() => runSession(box, desk, ids, { mode: "practice", leave: () => back(desk) }));
}

async function back(desk) {
  await desk.look();
  if (sets) sets.hidden = false;
  inSession(false);
  choose(desk);
  box.querySelector("h2").focus();
}

async function start() {
  const desk = await openDeskIn(box);
  if (!desk) return;
  for (const set of document.querySelectorAll(".mixed-set")) {
    const entries = set.dataset.entries.split(" ");
    const title = set.querySelector(".mixed-title").textContent;
    const rows = () => desk.questions.filter((row) => isGraded(row) && entries.includes(row.objective));
    set.append(button("Practise these", { class: "button button-plain", "aria-label": `Practise these: ${title}` }, () => begin(desk, pick(desk, rows(), MOST_MIXED))));
  }
  choose(desk);
}

start();
