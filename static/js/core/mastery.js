// How far a learner has come: a word for each objective and page, and what to do next.
//
//   mastery(ids, cards, goal, today) → {status, recall, seen, due, of} for the questions of an objective or page
//   whatNext(pages, statuses, dueCount) → {do: "review"} or {do: "read", page}, or null when everything is known
//
// Status: "none" (there are no questions), "new" (not seen), "due" (something should be asked again), "learning" (not all seen, or one
// was missed the last time), "known". `recall` is the lowest chance among the graded questions, or null.

import { dueDay, recall } from "./due.js";

export function mastery(ids, cards, goal, today) {
  const touched = ids.map((id) => cards.get(id)).filter((card) => card?.answers);
  const graded = touched.filter((card) => card.memory);
  const seen = touched.filter((card) => card.memory || card.done).length;
  const due = graded.filter((card) => dueDay(card, goal, today) <= today).length;
  const open = seen < ids.length || graded.some((card) => card.rating === 1);
  const status = !ids.length ? "none" : !touched.length ? "new" : due ? "due" : open ? "learning" : "known";
  return { status, recall: graded.length ? Math.min(...graded.map((card) => recall(card, today))) : null, seen, due, of: ids.length };
}

/** First what is due; then a page that was begun; then the first page, in reading order, whose prerequisites are known; then any new one.
 *  @param {{id: string, needs?: string[]}[]} pages in reading order; `needs` are prerequisites
 *  @param {Map<string, string>} statuses page → status; pages without questions may be left out
 *  @param {number} dueCount questions planned for today */
export function whatNext(pages, statuses, dueCount) {
  if (dueCount) return { do: "review" };
  const statusOf = (id) => statuses.get(id) ?? "none";
  const unread = pages.filter(({ id }) => statusOf(id) === "new");
  const isReady = ({ needs = [] }) => needs.every((id) => !["new", "learning"].includes(statusOf(id)));
  const page = pages.find(({ id }) => statusOf(id) === "learning") ?? unread.find(isReady) ?? unread[0];
  return page ? { do: "read", page: page.id } : null;
}
