// When a question should be asked again.
//
//   dueDay(card, goal, today) → a day, perhaps a past one; Infinity where nothing was ever graded
//   recall(card, today) → the chance from 0 to 1 that the answer comes to mind today; 0 where nothing was ever graded
//
// A goal is what the learner wants: {retention: 0.9, exam: a day}, both optional.

import { interval, retrievability } from "./fsrs.js";
import { random } from "./shuffle.js";

export const RETENTION = 0.9;
const WEEK = 7;

/** The day on which recall falls to the wanted retention. A question with new words comes within a week of its last answer; before an
 *  exam each question comes once more, spread over the last seven days. */
export function dueDay(card, goal, today) {
  if (!card.memory) return Infinity;
  const usual = interval(card.memory.stability, goal.retention ?? RETENTION);
  const due = card.day + (card.reworded ? Math.min(usual, WEEK) : usual);
  const { exam = -Infinity } = goal;
  return today < exam && card.day < exam - WEEK ? Math.min(due, exam - WEEK + Math.floor(random(card.id)() * WEEK)) : due;
}

export function recall(card, today) {
  return card.memory ? retrievability(today - card.day, card.memory.stability) : 0;
}
