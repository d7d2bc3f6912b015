// What is said of an answer before anything else: the result, in words.
//
//   resultWords(type, grade, {first, hints, revealed}) → a sentence or two
//   countWords(answered, of) → how far the reader is
//   lastWords({right, graded, corrected}, day) → what became of the last answer

const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

export function resultWords(type, grade, { first = true, hints = 0, revealed = false } = {}) {
  if (revealed) return "Here is the answer.";
  if (!grade.right) return type in PARTS ? partly(type, grade) : plainly(type, grade, first);
  if (!first) return "Right this time.";
  if (hints) return hints === 1 ? "Right, with a hint." : `Right, with ${hints} hints.`;
  return grade.slip ? "Right, but for one letter." : "Right.";
}

function plainly(type, grade, first) {
  if (grade.unit) return "Not in this unit.";
  if (type === "bool") return "No.";
  return first ? "Not quite." : "Not yet.";
}

const PARTS = {
  multi: ["", ""],
  cloze: ["gap is", "gaps are"],
  match: ["pair is", "pairs are"],
  order: ["line stands", "lines stand"],
};

function partly(type, { found, of, parts, missing }) {
  const parted = type === "multi" ? `${of} found` : `${count(of, ...PARTS[type])} right`;
  const share = `${found || "None"} of ${parted}`;
  const further = FURTHER[type]?.(Object.values(parts), missing) ?? [];
  return `${[share, ...further].join("; ")}.`;
}

const FURTHER = {
  multi: (hits) => some(hits.filter((hit) => !hit).length, "choice does not belong", "choices do not belong"),
  order: (lines, missing) => [
    ...some(lines.filter((line) => line === "spare").length, "line does not belong", "lines do not belong"),
    ...some(missing.length, "line is missing", "lines are missing"),
    ...some(lines.filter((line) => line === "indent").length, "line is indented wrongly", "lines are indented wrongly"),
  ],
};

const some = (number, one, many) => (number ? [count(number, one, many)] : []);

export function countWords(answered, of) {
  return answered === of && of > 1 ? `All ${of} answered` : `${answered} of ${of} answered`;
}

/** What became of the last answer; `day` is the day in words. */
export function lastWords({ right, graded, corrected }, day) {
  if (corrected) return `Corrected since ${day}: it starts afresh`;
  return `${graded ? (right ? "Right" : "Missed") : "Answered"} on ${day}`;
}
