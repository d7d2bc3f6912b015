// Works out, from the whole log, the small summary that every page shows (marks.js), and leaves it where pages find it.
import { dueDay } from "./core/due.js";
import { writeSetting } from "./settings.js";
import { openDesk } from "./study/desk.js";

/** JSON knows no Infinity. */
const NEVER = 1e6;

const opening = openDesk();
let working = Promise.resolve();

function refresh() {
  working = working.then(async () => {
    const desk = await opening;
    await desk.look();
    const guide = document.body.dataset.guide;
    writeSetting(`progress-${guide}`, desk.log.length ? JSON.stringify(summary(desk)) : "");
    writeSetting(`stale-${guide}`, "");
    dispatchEvent(new CustomEvent("studyguide:progress"));
  });
}

/** @returns {import("./marks.js").Summary} */
function summary(desk) {
  const begun = [...desk.states()].filter(([, { status }]) => !["none", "new"].includes(status));
  const next = desk.next();
  return {
    entries: Object.fromEntries(begun.map(([id, { status }]) => [id, [status === "known" ? "known" : "learning", firstDue(desk, id)]])),
    due: desk.plan().map(({ day }) => day),
    atMost: desk.limits.reviews,
    ...(next ? { next: { url: next.url, title: next.title } } : {}),
  };
}

/** The day from which something of an entry is due. */
function firstDue({ entries, cards, goal, today }, id) {
  const days = entries.get(id).questions.map((question) => cards.get(question)).filter((card) => card?.memory).map((card) => dueDay(card, goal, today));
  return Math.min(...days, NEVER);
}

addEventListener("studyguide:changed", refresh);
refresh();
