// Progress is a log of events that only grows; what a learner knows is a reduction of it.
//
//   merge(...logs) → one log: the union by uid, oldest first; a log that comes from storage wants this, too
//   takenBack(log) → Set of the uids that were undone
//   replay(log, catalogue) → Map of question id → Card, for the questions of the catalogue that were ever answered
//
// The order in which devices' logs come together makes no difference, nor how often: an event is known by its uid, and the log is
// put into the order of time before it is replayed. The first graded answer of a day is the day's grade; further ones are practice.

import { dayOf } from "./days.js";
import { review } from "./fsrs.js";

/** An answer, or the taking back of an event. `tz` is minutes ahead of UTC; `rating` 1 to 4, or 0 where nothing was graded (an
 *  explanation, a guess before reading). `first` is false for a second try at the same asking: it was made after feedback. `sure` from
 *  0 to 1 is what the learner said before the feedback. Unknown fields are kept.
 *  @typedef {{uid: string, question: string, rev: number, at_ms: number, tz: number, rating: number, first: boolean, hints: number,
 *   duration_ms: number, mode: "practice" | "review" | "exam" | "guess", algo: string, score?: number, sure?: number}} Review
 *  @typedef {{uid: string, undo: string, at_ms: number, tz: number}} Undo
 *  @typedef {Review | Undo} Event */

/** A question as the site has it. `since` is the first rev that asks and answers the same as today; a history from before it does not
 *  count. Without it, `edit: "minor"` says that the last rev changed words only. What is not in the catalogue is retired: hidden, not lost.
 *  @typedef {{id: string, rev: number, since?: number, edit?: string, replaces?: string[], objective?: string}} Row */

/** `reps` counts graded days, `lapses` those with a 1. `day`, `rating` and `rev` are the last one's; all are 0 and `memory` null before.
 *  `answers` counts everything, graded or not. `done`: completed, for questions that are not graded. `reworded`: only the words changed
 *  since. `corrected`: the key changed since, so that it starts afresh.
 *  @typedef {{id: string, memory: {stability: number, difficulty: number} | null, day: number, rating: number, rev: number, reps: number,
 *   lapses: number, answers: number, done: boolean, reworded: boolean, corrected: boolean}} Card */

/** @returns {Event[]} */
export function merge(...logs) {
  const known = new Map();
  for (const event of logs.flat()) {
    const twin = known.get(event.uid);
    if (!twin || (differ(twin, event) && canonical(event) < canonical(twin))) known.set(event.uid, event);
  }
  const log = [...known.values()];
  return isInOrder(log) ? log : log.sort(later);
}

const isInOrder = (log) => log.every((event, n) => n === 0 || later(log[n - 1], event) < 0);

function later(a, b) {
  return a.at_ms - b.at_ms || (a.uid < b.uid ? -1 : 1);
}

/** Two different events with one uid come from damage; which of them wins must not depend on who comes first. */
function differ(a, b) {
  return a !== b && [a, b].some((event) => Object.keys(event).some((name) => a[name] !== b[name]));
}

/** The same text for the same event. */
function canonical(event) {
  return JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @returns {Map<string, Card>} */
export function replay(log, catalogue) {
  const events = isInOrder(log) ? log : merge(log);
  const undone = takenBack(events);
  const { rows, heirs } = index(catalogue);
  const cards = new Map();
  for (const event of events) {
    const row = event.undo || undone.has(event.uid) ? undefined : rows.get(heirs.get(event.question) ?? event.question);
    if (!row) continue;
    let card = cards.get(row.id);
    if (!card) cards.set(row.id, (card = blank(row.id)));
    // A history that moved here counts as one of the first rev.
    apply(card, event, event.question === row.id ? event.rev : 1, row);
  }
  return cards;
}

/** Uids of events in order that an undo takes back. An undo may itself be taken back; later ones decide. */
export function takenBack(events) {
  const undone = new Set();
  for (let n = events.length - 1; n >= 0; n -= 1) {
    const { uid, undo } = events[n];
    if (undo && !undone.has(uid)) undone.add(undo);
  }
  return undone;
}

/** Rows by id, and the ids that they replace → their own. A question that is still asked keeps its history for itself. */
function index(catalogue) {
  const rows = new Map(catalogue.map((row) => [row.id, row]));
  const moves = catalogue.flatMap((row) => (row.replaces ?? []).map((old) => [old, row.id]));
  return { rows, heirs: new Map(moves.filter(([old]) => !rows.has(old)).reverse()) };
}

function blank(id) {
  return { id, memory: null, day: 0, rating: 0, rev: 0, reps: 0, lapses: 0, answers: 0, done: false, reworded: false, corrected: false };
}

/** Adds an event to its card, in place: twenty thousand copies would be slow. */
function apply(card, event, rev, row) {
  if (rev < sinceOf(row)) {
    if (event.rating) card.corrected = !card.memory;
    return;
  }
  card.answers += 1;
  card.done ||= !event.rating && event.mode !== "guess";
  if (!event.rating || !event.first) return;
  const day = dayOf(event.at_ms, event.tz);
  if (card.memory && day <= card.day) return;
  card.memory = review(card.memory, day - card.day, event.rating);
  card.day = day;
  card.rating = event.rating;
  card.rev = rev;
  card.reps += 1;
  card.lapses += event.rating === 1 ? 1 : 0;
  card.corrected = false;
  card.reworded = rev < row.rev;
}

function sinceOf(row) {
  return row.since ?? (row.edit === "minor" ? row.rev - 1 : row.rev);
}
