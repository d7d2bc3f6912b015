// How far a typed word is from a known one: letters added, lost or changed, and neighbours swapped.

/** Slips that are forgiven in a word of so many letters: one in 4 to 7, two in 8 and more. */
export function forgiven(length, shortest = 4) {
  if (length < shortest) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * The least number of slips that make one word, or a beginning of it, of another (optimal string alignment).
 *
 * @param {string} typed
 * @param {string} known
 * @param {number} most above it, counting stops
 * @returns {{whole: number, beginning: number}} slips to the whole word and to its nearest beginning; `most + 1` stands for more
 */
export function slips(typed, known, most) {
  const far = most + 1;
  const none = { whole: far, beginning: far };
  if (known.length < typed.length - most || strangers(typed, known) > most) return none;
  const letters = known.slice(0, typed.length + most);
  let [before, last] = [[], Array.from({ length: letters.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= letters.length; j += 1) {
      const same = typed[i - 1] === letters[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === letters[j - 2] && typed[i - 2] === letters[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return none;
    [before, last] = [last, row];
  }
  const whole = letters.length === known.length ? last[letters.length] : far;
  return { whole: Math.min(far, whole), beginning: Math.min(far, ...last.slice(1)) };
}

/** Letters of a word that do not occur in another: each costs a slip. Cheap, and enough to turn most words away. */
function strangers(typed, known) {
  let count = 0;
  for (const letter of typed) if (!known.includes(letter)) count += 1;
  return count;
}
