// The review page: what is due today, a sitting with it, and all that the reader may want to know and to set.
import { make } from "./dom.js";
import { SURE } from "./questions/confidence.js";
import { lateModule } from "./site-root.js";
import { ahead } from "./study/ahead.js";
import { answers } from "./study/answers.js";
import { deck } from "./study/deck.js";
import { openDeskIn } from "./study/desk.js";
import { folded, inSession } from "./study/parts.js";
import { runSession } from "./study/session.js";
import { standing } from "./study/standing.js";
import { today } from "./study/today.js";
import { wishes } from "./study/wishes.js";

const box = document.querySelector('[data-widget="review"]');
const intro = [...box.childNodes];
let desk;
let drawn = null; // what is on the page now, unless it is a session

/** Sections that are drawn again whenever something changed; the others keep what the reader is typing there. */
const CHANGING = { today: () => today(desk, begin), ahead: () => ahead(desk), standing: () => standing(desk), judgement: judged };

/** Only those are asked how sure they are who want it; only they see what came of it. */
function judged() {
  const place = make("div");
  if (desk.log.some((event) => event.sure)) lateModule("answers").then(({ judgement }) => place.append(judgement(desk, SURE)), () => {});
  return place;
}

async function overview() {
  await desk.look();
  const kept = [answers(desk), deck(desk)].filter(Boolean);
  const changing = Object.fromEntries(Object.entries(CHANGING).map(([name, draw]) => [name, draw()]));
  drawn = { kept, changing };
  const [mine, words] = kept;
  const about = desk.log.length ? [[], [folded("How the review works", ...intro)]] : [intro, []];
  box.replaceChildren(...about[0], ...Object.values(changing), ...(words ? [words.element] : []), wishes(desk), mine.element, ...about[1]);
  inSession(false);
}

async function refresh() {
  if (!drawn) return;
  await desk.look();
  if (!drawn) return;
  for (const name of Object.keys(CHANGING)) {
    const fresh = CHANGING[name]();
    const open = Boolean(drawn.changing[name].querySelector("details")?.open);
    drawn.changing[name].replaceWith(fresh);
    drawn.changing[name] = fresh;
    fresh.querySelector("details")?.toggleAttribute("open", open);
  }
  for (const part of drawn.kept) part.update();
}

function begin(ids) {
  drawn = null;
  inSession(true);
  runSession(box, desk, ids, { mode: "review", leave });
}

async function leave() {
  await overview();
  box.querySelector("h2").focus();
}

async function start() {
  desk = await openDeskIn(box);
  if (!desk) return;
  desk.store.listen(refresh);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh()); // a day may have passed
  await overview();
}

start();
