// What the review page seldom needs, fetched when it does: files of answers and of days, the latest answers, how well the reader
// judges herself.
import { dateOf, dayOf } from "./core/days.js";
import { calibration } from "./core/calibration.js";
import { calendar } from "./core/ics.js";
import { takenBack } from "./core/progress.js";
import { exportText, preview, readExport } from "./core/transfer.js";
import { button, make } from "./dom.js";
import { root } from "./site-root.js";
import { DEFAULTS } from "./store.js";
import { answersIn } from "./study/desk.js";
import { dayOfMs, notice, paragraph, section, table } from "./study/parts.js";
import { count, percent, time } from "./study/words.js";

const { guide } = document.body.dataset;
const WISHES = ["retention", "newADay", "reviewsADay", "examDay", "confidence"];

/** Offers text as a file of that name. */
function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// Away and back

export async function saveAnswers(desk) {
  await desk.look();
  const settings = Object.fromEntries(WISHES.map((name) => [name, desk.settings[name]]));
  download(`${guide}-progress-${dateOf(desk.today)}.json`, "application/json", exportText({ guide, log: desk.log, settings, now_ms: Date.now() }));
  await desk.store.set("backedUpAt", Date.now());
  return "Saved. On another device, open this page and choose “Bring answers from a file”.";
}

const PROBLEMS = {
  json: "This is not a file of answers, or it is damaged. Nothing was changed.",
  format: "This is not a file of answers. Nothing was changed.",
  guide: "These are answers to another guide. Nothing was changed.",
  newer: "This file was written by a newer version of the guide. Reload the page and try again; nothing was changed.",
};

/** A file is looked at first, and added when the reader has seen what it would bring.
 *  @param {(text: string) => void} done Called when it was added or left, with what there is to say. */
export function lookInto(desk, text, done) {
  const found = readExport(text, guide);
  if (found.problem) return done(PROBLEMS[found.problem]);
  const brings = preview(desk.log, found.events);
  const fresh = brings.answers; // choices of terms, and what was taken back, are events as well
  if (!brings.added) return done(`All ${count(answersIn(found.events).length, "answer")} of this file are here already.`);
  return notice(paragraph(...sentence(brings, found)), make("div", { class: "session-bar" },
    button("Add them", { class: "button" }, async () => {
      await desk.store.add(found.events);
      await takeWishes(desk, found.settings);
      done(`${count(fresh, "answer")} added.`);
    }),
    button("Leave it", { class: "button-quiet" }, () => done(""))));
}

/** How the reader likes it is taken over only where she has not said so yet. */
async function takeWishes({ settings, store }, brought) {
  if (WISHES.some((name) => settings[name] !== DEFAULTS[name])) return;
  for (const name of WISHES) if (typeof brought[name] === typeof DEFAULTS[name]) await store.set(name, brought[name]);
}

function sentence({ answers, known, questions, from_ms, to_ms }, { unreadable }) {
  return [
    `The file has ${count(answers, "answer")} to ${count(questions, "question")} that are not here yet, from `, time(dayOfMs(from_ms), "long"), " to ", time(dayOfMs(to_ms), "long"), ".",
    known ? ` ${known} more are here already.` : "", unreadable ? ` ${count(unreadable, "line")} could not be read.` : "", " Nothing that is here will be lost.",
  ];
}

// The latest answers

const SHOWN = 50;
const RATINGS = ["not graded", "missed", "with effort", "right", "at once"];
const MODES = { guess: "a guess" };

export function history(desk) {
  const undone = takenBack(desk.log);
  const latest = answersIn(desk.log).slice(-SHOWN).reverse();
  if (!latest.length) return paragraph("There are none yet.");
  const rows = latest.map((event) => {
    const row = desk.rows.get(event.question);
    const day = dayOf(event.at_ms, event.tz);
    return [
      row ? make("a", { href: root + row.url }, row.title) : `${event.question} (no longer asked)`,
      time(day), undone.has(event.uid) ? "taken back" : RATINGS[event.rating], MODES[event.mode] ?? event.mode,
    ];
  });
  return table(`The last ${count(rows.length, "answer")}`, ["Question", "Day", "Answer", "In"], rows);
}

// Days for a calendar

const DAYS_IN_FILE = 90;

/** @param {{day: number, count: number}[]} days */
export function saveDays(desk, days) {
  const name = document.querySelector(".brand-title").textContent;
  const entries = days.filter(({ day }) => day < desk.today + DAYS_IN_FILE).map((one) => ({
    day: one.day,
    title: `${name}: ${count(one.count, "question")} to review`,
    ...(location.protocol === "file:" ? {} : { url: `${root}review.html` }),
  }));
  download(`reviews-${dateOf(desk.today)}.ics`, "text/calendar", calendar(entries, { id: guide, name: `${name}: reviews`, stamp_ms: Date.now() }));
}

// Does the reader know what she knows? What she said before the feedback, beside what came of it.

const FEW = 10;
const CLOSE = 0.1;

/** @param {[string, number][]} levels The words that were offered, and the chance that each stands for. */
export function judgement(desk, levels) {
  const found = calibration(desk.log);
  const word = new Map(levels.map(([name, sure]) => [sure, name]));
  const rows = found.levels.map(({ sure, count: answers, right }) => [word.get(sure) ?? percent(sure), percent(sure), percent(right), String(answers)]);
  return section("judgement", "How well you judge yourself", paragraph(verdict(found)),
    table("What you said, and how often you were right", ["You said", "That means about", "You were right", "Answers"], rows));
}

function verdict({ count: answers, sure, right }) {
  if (answers < FEW) return `${count(answers, "answer")} so far; from ${FEW} on it can be said whether you are too sure, or not sure enough.`;
  if (sure > right + CLOSE) return "You tend to feel surer than you should. When an answer comes easily, ask yourself how you would explain it.";
  if (sure < right - CLOSE) return "You know more than you think. Trust your first answer a little more.";
  return "You judge yourself well: what you feel and what you know agree.";
}

// Starting over

const WORD = "delete";

/** @param {(label: string) => HTMLElement} save Makes a button that saves everything to a file. */
export function erasing(desk, say, save) {
  const input = make("input", { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", id: "erase" });
  const erase = button("Delete all my answers", { class: "button button-danger", disabled: "" }, async () => {
    await desk.store.clear();
    input.value = "";
    erase.disabled = true;
    say("All answers and settings are deleted.");
  });
  input.addEventListener("input", () => (erase.disabled = input.value.trim().toLowerCase() !== WORD));
  return [
    paragraph("This deletes all answers and settings of this guide from this browser. It cannot be undone, except from a file:"),
    paragraph(save("Save them to a file first")),
    make("div", { class: "study-field" }, make("label", { for: "erase" }, `To go on, type “${WORD}”`), input), paragraph(erase),
  ];
}
