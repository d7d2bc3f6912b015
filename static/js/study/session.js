// A sitting: one question after the other. What was missed comes again a little later, until it is right.
import { dueDay } from "../core/due.js";
import { ALGO } from "../core/fsrs.js";
import { afterAnswer } from "../core/queue.js";
import { questionElement } from "../chunks.js";
import { button, make } from "../dom.js";
import { mountQuestion } from "../questions/frame.js";
import { root } from "../site-root.js";
import { paragraph, section, status, table } from "./parts.js";
import { placeNotices } from "./place.js";
import { count, fromNow, time } from "./words.js";

const AGAIN = 1;

/**
 * @param {HTMLElement} box Whose content the session takes the place of.
 * @param {import("./desk.js").Desk} desk
 * @param {string[]} ids What to ask.
 * @param {{mode: "review" | "practice", leave: () => void}} options `leave` is called when the reader has seen how it went.
 */
export function runSession(box, desk, ids, { mode, leave }) {
  const results = new Map();
  const steps = [];
  let queue = ids;
  let step = null;
  const heading = make("h2", { id: "session", tabindex: "-1" });
  const bar = make("progress", { max: String(ids.length), value: "0", "aria-labelledby": "session" });
  const place = make("div", { class: "session-question" });
  const said = status();
  const next = button("Next question", { class: "button" }, goOn);
  const undo = button("Take back the last answer", { class: "button-quiet" }, takeBack);
  const end = button("Stop here", { class: "button-quiet" }, finish);
  box.replaceChildren(make("section", { class: "session", "aria-labelledby": "session" },
    heading, bar, place, said, make("div", { class: "session-bar" }, next, undo, end)));
  ask();

  async function ask() {
    if (!queue.length) return finish();
    const row = desk.rows.get(queue[0]);
    const before = results.get(row.id);
    heading.textContent = before ? "Once more" : `Question ${results.size + 1} of ${ids.length}`;
    bar.value = ids.length - new Set(queue).size;
    undo.hidden = !steps.length;
    next.hidden = true;
    const element = await questionElement(row).catch(() => undefined);
    if (!element) return pass(element);
    step = { queue, row, uids: [], before };
    const asked = step;
    place.replaceChildren(element);
    mountQuestion(element, {
      mode,
      seed: `${desk.today}/${before?.tries ?? 0}`,
      retry: mode === "practice" && row.type !== "recall",
      confidence: desk.settings.confidence,
      repository: document.body.dataset.repository,
      async record(event) {
        const kept = await desk.store.record({ ...event, algo: ALGO });
        asked.uids.push(kept.uid);
        return kept;
      },
      answered: (grade, event) => asked === step && answered(event.rating !== AGAIN),
    });
    heading.focus();
  }

  /** A question that is no more, or could not be fetched. */
  function pass(missing) {
    if (missing === null) {
      queue = queue.slice(1);
      return ask();
    }
    place.replaceChildren(paragraph("This question could not be loaded. Are you offline?"));
    next.hidden = false;
    next.textContent = "Try again";
    step = null;
  }

  function answered(right) {
    const { row, before } = step;
    results.set(row.id, { tries: (before?.tries ?? 0) + 1, first: before?.first ?? right, last: right });
    step.after = afterAnswer(queue, right);
    steps.push(step);
    next.hidden = undo.hidden = false;
    next.textContent = step.after.length ? "Next question" : "Finish";
    bar.value = ids.length - new Set(step.after).size;
    said.textContent = right || !step.after.length ? "" : "It will come again in this sitting.";
  }

  function goOn() {
    said.textContent = "";
    queue = step?.after ?? queue;
    ask();
  }

  async function takeBack() {
    const last = steps.pop();
    for (const uid of last.uids) await desk.store.record({ undo: uid });
    if (last.before) results.set(last.row.id, last.before);
    else results.delete(last.row.id);
    queue = last.queue;
    await ask();
    said.textContent = "Your last answer was taken back.";
  }

  async function finish() {
    await desk.look();
    box.replaceChildren(await summary(desk, results, ids, mode, leave));
    box.querySelector("h2").focus();
  }
}

async function summary(desk, results, ids, mode, leave) {
  const done = [...results].map(([id, result]) => ({ row: desk.rows.get(id), ...result }));
  const atOnce = done.filter(({ first }) => first).length;
  const left = done.filter(({ last }) => !last).length;
  const rows = done.map(({ row, first, last, tries }) => [
    make("a", { href: root + row.url }, row.title),
    first ? "Right at once" : last ? `Right after ${count(tries, "try", "tries")}` : "Not yet",
    whenAgain(desk, row.id),
  ]);
  const how = done.length ? [
    paragraph(make("strong", {}, `${count(done.length, "question")} answered, ${atOnce} of them right at once.`), left ? ` ${count(left, "one", "ones")} still to be learnt.` : ""),
    table("What you learnt", ["Question", "How it went", "Comes again"], rows),
  ] : [paragraph("You answered nothing this time; nothing has changed.")];
  const waiting = mode === "review" ? desk.sitting().length : 0;
  return section("session", ids.length > done.length ? "Stopped here" : "Done", ...how, paragraph(...nextDay(desk)),
    ...(done.length ? [...placeNotices(desk), ...(await keeping(desk))] : []),
    make("div", { class: "session-bar" }, button(waiting ? "Go on" : "Back to the overview", { class: "button" }, leave)));
}

function whenAgain(desk, id) {
  const card = desk.cards.get(id);
  const day = card ? Math.max(dueDay(card, desk.goal, desk.today), desk.today) : Infinity;
  return Number.isFinite(day) ? fromNow(day, desk.today) : "not graded";
}

function nextDay(desk) {
  const day = desk.plan().find((one) => one.day > desk.today)?.day;
  return day ? ["The next review is ", fromNow(day, desk.today), ", on ", time(day), "."] : [];
}

/** After the first sitting the browser is asked not to clear the answers away by itself. Some ask the reader. */
async function keeping(desk) {
  if (desk.settings.askedToKeep || desk.store.place !== "device") return [];
  await desk.store.set("askedToKeep", true);
  desk.store.persist();
  return [paragraph("The guide has asked your browser to keep your answers for good; it may ask you in turn. A copy in a file is safer still: it is offered at the end of the ", make("a", { href: `${root}review.html#answers` }, "review page"), ".")];
}
