// Orders that a shuffle makes over many attempts: [[order, times], ...] for the plain, the pinned and the avoiding one.

import { random, shuffle } from "../../static/js/core/shuffle.js";

const ATTEMPTS = 24_000;
const items = ["a", "b", "c", "d"].map((id) => ({ id }));
const pinned = items.map((item) => ({ ...item, pin: item.id === "b" }));
const names = (order) => order.map(({ id }) => id).join("");

function count(make) {
  const times = {};
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const order = names(make(attempt));
    times[order] = (times[order] ?? 0) + 1;
  }
  return times;
}

const next = random("seed");
const draws = Array.from({ length: 10_000 }, next);
process.stdout.write(
  JSON.stringify({
    attempts: ATTEMPTS,
    plain: count((attempt) => shuffle(items, "kl-unit", attempt)),
    pinned: count((attempt) => shuffle(pinned, "kl-unit", attempt)),
    avoiding: count((attempt) => shuffle(items, "kl-unit", attempt, (order) => names(order).startsWith("a"))),
    helpless: names(shuffle(items, "kl-unit", 1, () => true)).length,
    again: [1, 1, 2, 3].map((attempt) => names(shuffle(items, "kl-unit", attempt))),
    other: names(shuffle(items, "other", 3)),
    untouched: names(items),
    empty: shuffle([], "x", 1),
    mean: draws.reduce((a, b) => a + b) / draws.length,
    range: [Math.min(...draws), Math.max(...draws)],
  }),
);
