// The reader's answers, which are hers: to look at, to take away, to bring along, to delete.
import { dateOf, dayOf } from "../core/days.js";
import { exportText, preview, readExport } from "../core/transfer.js";
import { takenBack } from "../core/progress.js";
import { button, make } from "../dom.js";
import { root } from "../site-root.js";
import { DEFAULTS } from "../store.js";
import { download, folded, notice, paragraph, section, status, table } from "./parts.js";
import { count, fromNow, time } from "./words.js";

const WISHES = ["retention", "newADay", "reviewsADay", "examDay", "confidence"];
const SHOWN = 50;
const OLD_DAYS = 30;
const RATINGS = ["not graded", "missed", "with effort", "right", "at once"];
const MODES = { practice: "practice", review: "review", exam: "exam", guess: "a guess" };
const WORD = "delete";

/** @returns {{element: HTMLElement, update: () => void}} What changes with the log is drawn again without disturbing the rest. */
export function answers(desk) {
  const said = status();
  const say = (text) => (said.textContent = text);
  const facts = make("p");
  const latest = make("div");
  const element = section("answers", "Your answers", facts,
    make("div", { class: "session-bar" }, button("Save them to a file", { class: "button button-plain" }, () => exportAll(desk, say))),
    ...bringing(desk, say), said, keeping(desk),
    folded("The latest answers", latest),
    folded("Start over", ...erasing(desk, say)));

  function update() {
    const place = { device: "in this browser, on this device" }[desk.store.place] ?? "for as long as this page is open";
    facts.replaceChildren(`${count(answersIn(desk.log).length, "answer")}, kept ${place}. ${backup(desk)}`);
    latest.replaceChildren(history(desk));
  }

  update();
  return { element, update };
}

/** Without what is no answer, such as the choice of a glossary card. */
const answersIn = (log) => log.filter((event) => event.question && event.mode);
const dayOfMs = (at_ms) => dayOf(at_ms, -new Date().getTimezoneOffset());

function backup({ settings, today, log }) {
  if (!settings.backedUpAt) return log.length ? "You have no copy of them yet." : "";
  const day = dayOfMs(settings.backedUpAt);
  const old = today - day > OLD_DAYS ? " It may be time for a new one." : "";
  return `Your last copy was made ${fromNow(day, today)}.${old}`;
}

async function exportAll(desk, say) {
  await desk.look();
  const guide = document.body.dataset.guide;
  const settings = Object.fromEntries(WISHES.map((name) => [name, desk.settings[name]]));
  download(`${guide}-progress-${dateOf(desk.today)}.json`, "application/json", exportText({ guide, log: desk.log, settings, now_ms: Date.now() }));
  await desk.store.set("backedUpAt", Date.now());
  say("Saved. On another device, open this page and choose “Bring answers from a file”.");
}

const PROBLEMS = {
  json: "This is not a file of answers, or it is damaged. Nothing was changed.",
  format: "This is not a file of answers. Nothing was changed.",
  guide: "These are answers to another guide. Nothing was changed.",
  newer: "This file was written by a newer version of the guide. Reload the page and try again; nothing was changed.",
};

/** A file is looked at first, and added when the reader has seen what it would bring. */
function bringing(desk, say) {
  const input = make("input", { type: "file", accept: ".json,application/json", id: "bring", class: "study-file" });
  const shown = make("div", { class: "bring-preview" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    shown.replaceChildren();
    if (!file) return;
    const found = readExport(await file.text(), document.body.dataset.guide);
    if (found.problem) return say(PROBLEMS[found.problem]);
    await desk.look();
    const brings = preview(desk.log, found.events);
    if (!brings.added) return say(`All ${count(brings.known, "answer")} of this file are here already.`);
    say("");
    shown.append(notice(paragraph(...sentence(brings, found)), make("div", { class: "session-bar" },
      button("Add them", { class: "button" }, async () => {
        const added = await desk.store.add(found.events);
        await takeWishes(desk, found.settings);
        shown.replaceChildren();
        input.value = "";
        say(`${count(added, "answer")} added.`);
      }),
      button("Leave it", { class: "button-quiet" }, () => {
        shown.replaceChildren();
        input.value = "";
        input.focus();
      }))));
    shown.querySelector("button").focus();
  });
  return [make("div", { class: "study-field" }, make("label", { for: "bring" }, "Bring answers from a file"), input), shown];
}

/** How the reader likes it is taken over only where she has not said so yet. */
async function takeWishes({ settings, store }, brought) {
  if (WISHES.some((name) => settings[name] !== DEFAULTS[name])) return;
  for (const name of WISHES) if (typeof brought[name] === typeof DEFAULTS[name]) await store.set(name, brought[name]);
}

function sentence({ added, known, questions, from_ms, to_ms }, { unreadable }) {
  return [
    `The file has ${count(added, "answer")} to ${count(questions, "question")} that are not here yet, from `, time(dayOfMs(from_ms), "long"), " to ", time(dayOfMs(to_ms), "long"), ".",
    known ? ` ${known} more are here already.` : "", unreadable ? ` ${count(unreadable, "line")} could not be read.` : "", " Nothing that is here will be lost.",
  ];
}

function keeping(desk) {
  const box = make("div", {});
  if (desk.store.place !== "device") return box;
  const show = async () => {
    const safe = await desk.store.persisted();
    box.replaceChildren(paragraph(safe ? "Your browser has promised to keep them." : "Your browser may clear them away when the disk is full, or, as Safari does, after a week without a visit."),
      ...(safe ? [] : [button("Ask it to keep them", { class: "button button-plain" }, async () => {
        if (await desk.store.persist()) return show();
        box.lastChild.replaceWith(paragraph("It did not promise. Browsers do so for sites that you visit often, or have put among your bookmarks. A copy in a file is safe in any case."));
      })]));
  };
  show();
  return box;
}

function history(desk) {
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

function erasing(desk, say) {
  const input = make("input", { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", id: "erase" });
  const erase = button("Delete all my answers", { class: "button button-danger", disabled: "" }, async () => {
    await desk.store.clear();
    input.value = "";
    say("All answers and settings are deleted.");
  });
  input.addEventListener("input", () => (erase.disabled = input.value.trim().toLowerCase() !== WORD));
  return [
    paragraph("This deletes all answers and settings of this guide from this browser. It cannot be undone, except from a file:"),
    paragraph(button("Save them to a file first", { class: "button button-plain" }, () => exportAll(desk, say))),
    make("div", { class: "study-field" }, make("label", { for: "erase" }, `To go on, type “${WORD}”`), input), paragraph(erase),
  ];
}
