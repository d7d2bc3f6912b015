// FSRS-6, a model of how memory fades: the Free Spaced Repetition Scheduler of Jarrett Ye and others, version 6.
// Tested against the Python package `fsrs`. S is stability (days until the chance of recall is 0.9), D difficulty (1 to 10),
// R retrievability (chance of recall), t days since the last review, G the rating: 1 again, 2 hard, 3 good, 4 easy.
//
//   review(memory, days, rating) → {stability, difficulty} after a review; memory is null before the first
//   retrievability(days, stability) → R            interval(stability, retention) → days until R falls to retention

export const ALGO = "fsrs-6";
const W = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729,
  0.5425, 0.0912, 0.0658, 0.1542,
];
const MIN_STABILITY = 0.001;
const LONGEST_DAYS = 36_500;
const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
const { exp, max, min, pow } = Math;

/** @typedef {{stability: number, difficulty: number}} Memory */

/** @returns {Memory} */
export function review(memory, days, rating) {
  if (!memory) return { stability: firstStability(rating), difficulty: bounded(firstDifficulty(rating)) };
  const { stability: s, difficulty: d } = memory;
  const r = retrievability(days, s);
  const later = rating === AGAIN ? forgottenStability(d, s, r) : recalledStability(d, s, r, rating);
  return { stability: max(days < 1 ? sameDayStability(s, rating) : later, MIN_STABILITY), difficulty: nextDifficulty(d, rating) };
}

// factor = 0.9^(−1/w20) − 1, so that R(S) = 0.9
const FACTOR = pow(0.9, -1 / W[20]) - 1;

// R = (1 + factor · t/S)^(−w20)
export function retrievability(days, stability) {
  return pow(1 + (FACTOR * max(days, 0)) / stability, -W[20]);
}

// I = S/factor · (r^(−1/w20) − 1), in whole days
export function interval(stability, retention) {
  const days = Math.round((stability / FACTOR) * (pow(retention, -1 / W[20]) - 1));
  return min(max(days, 1), LONGEST_DAYS);
}

// S0 = w[G − 1]
function firstStability(rating) {
  return W[rating - 1];
}

// D0 = w4 − e^(w5 · (G − 1)) + 1
function firstDifficulty(rating) {
  return W[4] - exp(W[5] * (rating - 1)) + 1;
}

// D' = w7 · D0(easy) + (1 − w7) · (D − w6 · (G − 3) · (10 − D)/9)
function nextDifficulty(difficulty, rating) {
  const moved = difficulty - (W[6] * (rating - GOOD) * (10 - difficulty)) / 9;
  return bounded(W[7] * firstDifficulty(EASY) + (1 - W[7]) * moved);
}

// S' = S · (1 + e^w8 · (11 − D) · S^(−w9) · (e^(w10 · (1 − R)) − 1) · [w15 if hard] · [w16 if easy])
function recalledStability(d, s, r, rating) {
  const effort = rating === HARD ? W[15] : rating === EASY ? W[16] : 1;
  return s * (1 + exp(W[8]) * (11 - d) * pow(s, -W[9]) * (exp(W[10] * (1 - r)) - 1) * effort);
}

// S' = min(w11 · D^(−w12) · ((S + 1)^w13 − 1) · e^(w14 · (1 − R)), S / e^(w17 · w18))
function forgottenStability(d, s, r) {
  return min(W[11] * pow(d, -W[12]) * (pow(s + 1, W[13]) - 1) * exp(W[14] * (1 - r)), s / exp(W[17] * W[18]));
}

// S' = S · e^(w17 · (G − 3 + w18)) · S^(−w19), never less than S unless forgotten
function sameDayStability(s, rating) {
  const growth = exp(W[17] * (rating - 3 + W[18])) * pow(s, -W[19]);
  return s * (rating === AGAIN ? growth : max(growth, 1));
}

function bounded(difficulty) {
  return min(max(difficulty, 1), 10);
}
