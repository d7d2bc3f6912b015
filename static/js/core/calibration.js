// Does a learner know what she knows? What she said before the feedback, beside what came of it.
//
//   calibration(log) → {levels: [{sure, count, right}], count, sure, right}
//
// `sure` and `right` are shares from 0 to 1, a level's own and those of all answers together. Second tries, answers with hints and what
// was taken back do not count.

import { takenBack } from "./progress.js";

/** @param {import("./progress.js").Event[]} log as `merge` gives it */
export function calibration(log) {
  const undone = takenBack(log);
  const told = log.filter((event) => Number.isFinite(event.sure) && event.rating && event.first && !event.hints && !undone.has(event.uid));
  const sures = [...new Set(told.map(({ sure }) => sure))].sort((a, b) => a - b);
  const levels = sures.map((sure) => summary(told.filter((event) => event.sure === sure)));
  return { levels, ...summary(told) };
}

function summary(events) {
  const mean = (values) => values.reduce((a, b) => a + b, 0) / (values.length || 1);
  const right = events.filter(({ rating }) => rating > 1).length / (events.length || 1);
  return { sure: mean(events.map(({ sure }) => sure)), count: events.length, right };
}
