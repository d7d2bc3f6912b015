// From an answer to one of the four ratings of the schedule: 1 again, 2 hard, 3 good, 4 easy; 0 is no rating.
//
//   ratingOf(type, grade, {rating, hints, revealed, guessed, easy}) → 0…4
//
// Only full marks pass, and only without help. Easy is never inferred, least of all from speed: the learner says so. A `recall`
// card is rated by its learner (`rating`); an explanation is completed and not rated.

export const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];

export function ratingOf(type, grade, { rating, hints = 0, revealed = false, guessed = false, easy = false } = {}) {
  if (type === "explain") return 0;
  if (!grade.right || hints > 0 || revealed) return AGAIN;
  if (type === "recall") return rating;
  return guessed ? HARD : easy ? EASY : GOOD;
}
