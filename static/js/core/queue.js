// What to ask, in which order. A queue is a list of question ids; the first is the one to ask now.
//
//   sitting(cards, {today, goal, limits, fresh, groups}) → the queue of a review: what is due, then new questions
//   afterAnswer(queue, right) → the queue that follows; a missed question comes again in the same sitting, until it is right
//   mix(ids, groups, seed) → ids in an order in which neighbours are of different groups, wherever that is possible
//   plan(cards, {today, goal, limits}) → [{id, day}], when each question will come; forecast(plan) → [{day, count}]
//
// `cards` is what `replay` gives; `goal` see due.js; `limits` {fresh, reviews} a day; `fresh` are ids that may be begun, in the order
// of the guide; `groups` maps an id to what it is about (its objective), so that questions on different things alternate.

import { dueDay, recall } from "./due.js";
import { random } from "./shuffle.js";

export const LIMITS = { fresh: 10, reviews: 60 };
const ASK_AGAIN_AFTER = 4;

export function sitting(cards, { today, goal = {}, limits = {}, fresh = [], groups = {} }) {
  const most = { ...LIMITS, ...limits }.fresh;
  const due = plan(cards, { today, goal, limits }).filter(({ day }) => day === today);
  const begun = [...cards.values()].filter((card) => card.day === today && card.reps === 1).length;
  const unseen = fresh.filter((id) => !cards.get(id)?.memory).slice(0, Math.max(0, most - begun));
  return [...mix(due.map(({ id }) => id), groups, `due ${today}`), ...mix(unseen, groups, `new ${today}`)];
}

export function afterAnswer([asked, ...rest], right) {
  return right ? rest : [...rest.slice(0, ASK_AGAIN_AFTER), asked, ...rest.slice(ASK_AGAIN_AFTER)];
}

/** At most `limits.reviews` a day, those of today included: a backlog is spread over the days that follow. What is best known goes
 *  first, for it has the most to lose by waiting; what is nearly forgotten has to be learned again on either day. */
export function plan(cards, { today, goal = {}, limits = {} }) {
  const most = { ...LIMITS, ...limits }.reviews;
  const waiting = [...cards.values()]
    .filter((card) => card.memory)
    .map((card) => ({ id: card.id, due: Math.max(today, dueDay(card, goal, today)), recall: recall(card, today) }))
    .sort((a, b) => a.due - b.due || b.recall - a.recall || (a.id < b.id ? -1 : 1));
  let day = today;
  let room = most - [...cards.values()].filter((card) => card.day === today && card.reps > 1).length;
  return waiting.map(({ id, due }) => {
    if (due > day) [day, room] = [due, most];
    if (room <= 0) [day, room] = [day + 1, most];
    room -= 1;
    return { id, day };
  });
}

export function forecast(planned) {
  const counts = new Map();
  for (const { day } of planned) counts.set(day, (counts.get(day) ?? 0) + 1);
  return [...counts].map(([day, count]) => ({ day, count }));
}

/** Always from the group with most questions left, and never from one group twice running while there is another. */
export function mix(ids, groups, seed) {
  const next = random(seed);
  const piles = new Map();
  for (const id of ids) piles.set(groups[id], [...(piles.get(groups[id]) ?? []), id]);
  const order = [];
  let last;
  while (order.length < ids.length) {
    const open = [...piles].filter(([group, pile]) => pile.length && (group !== last || order.length + pile.length === ids.length));
    const longest = Math.max(...open.map(([, pile]) => pile.length));
    const [group, pile] = pick(open.filter(([, rest]) => rest.length === longest), next);
    order.push(...pile.splice(Math.floor(next() * pile.length), 1));
    last = group;
  }
  return order;
}

function pick(list, next) {
  return list[Math.floor(next() * list.length)];
}
