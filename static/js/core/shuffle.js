// The same question on the same attempt is always asked in the same order; the next attempt has another.
//
//   shuffle(items, id, attempt, avoid?) → a new array. Items with `pin` keep their places. Orders for which
//   `avoid(order)` is true are passed over, as long as there are others: a puzzle must not come solved.
//   random(seed) → a function that gives numbers from 0 to 1, seeded by a text.

const TRIES = 30;

export function shuffle(items, id, attempt, avoid = () => false) {
  let order = items;
  for (let salt = 0; salt < TRIES; salt += 1) {
    order = shuffled(items, random(`${id}/${attempt}/${salt}`));
    if (!avoid(order)) break;
  }
  return order;
}

/** Fisher and Yates, over the places that are free. */
function shuffled(items, next) {
  const order = [...items];
  const free = [...items.keys()].filter((n) => !items[n].pin);
  for (let n = free.length - 1; n > 0; n -= 1) {
    const [a, b] = [free[n], free[Math.floor(next() * (n + 1))]];
    [order[a], order[b]] = [order[b], order[a]];
  }
  return order;
}

/** Four words of state, stirred as in sfc32 (Chris Doty-Humphrey, PractRand), filled from the text by FNV-1a. */
export function random(seed) {
  let [a, b, c, count] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  let hash = 0x811c9dc5;
  for (let n = 0; n < seed.length; n += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(n), 0x01000193);
    [a, b, c] = [b ^ hash, c + hash, a ^ Math.imul(hash, 0x85ebca6b)];
  }
  const next = () => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let n = 0; n < 15; n += 1) next();
  return next;
}
