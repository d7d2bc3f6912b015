// Words of a text, as search knows them. Scripts that set no spaces between words are cut into pairs of letters.

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const DENSE = "\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}";
const RUNS = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");
const ASCII = /^[\x20-\x7e]*$/;
const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");

/** Lower case, without accents: `Fréchet` is found as `frechet`. The length may change. */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
}

/**
 * @typedef {{word: string, start: number, end: number, dense: boolean}} Token a folded word, and where it stands
 * @param {string} text
 * @param {boolean} asked a query needs the pairs only; a text is also found by the last letter of a run
 * @returns {Generator<Token>}
 */
export function* tokens(text, asked = false) {
  for (const match of text.matchAll(WORD)) {
    if (ASCII.test(match[0])) {
      yield { word: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length, dense: false };
      continue;
    }
    for (const run of match[0].matchAll(RUNS)) {
      const start = match.index + run.index;
      if (IS_DENSE.test(run[0])) yield* pairs(run[0], start, asked);
      else {
        const word = fold(run[0]);
        if (word) yield { word, start, end: start + run[0].length, dense: false };
      }
    }
  }
}

function* pairs(run, start, asked) {
  const letters = [...run];
  let at = start;
  for (const [i, letter] of letters.entries()) {
    const next = letters[i + 1] ?? "";
    if (next || !asked || letters.length === 1) yield { word: fold(letter + next), start: at, end: at + letter.length + next.length, dense: true };
    at += letter.length;
  }
}

/** The folded words of a text. */
export function words(text) {
  return Array.from(tokens(text), (token) => token.word);
}
