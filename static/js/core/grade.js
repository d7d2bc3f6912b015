// Is an answer right? One small grader a type of question; src/studyguide/grade.py is the same in Python, and
// tests/vectors/grading.yml holds cases that both must agree on.
//
//   grade(key, answer) → {score, right, …}
//
// The key comes from `key_of` in src/studyguide/keys.py. An answer is plain JSON, and names options by id:
//
//   type             answer                           more in the result
//   single           "option-id"
//   bool             true
//   multi            ["option-id", …]                 found, of, parts {id: hit?}, missing [ids]
//   numeric          "0,37 nats"                      wrong (index of the known wrong value), unit (true: another unit)
//   text, output     "as typed"                       form (index of the accepted form), slip (true: one letter off)
//   cloze            ["gap one", …]                   found, of, parts [right?]
//   match            {leftId: rightId, …}             found, of, parts {leftId: right?}
//   order            ["id", …] or [{id, indent}, …]   found, of, parts ["right" | "place" | "indent" | "spare"], missing [ids]
//   recall           {rating: 1…4, ticked: [0, …]}    found, of
//   explain          {text, ticked, done}             found, of
//
// `score` is the share from 0 to 1; only full marks are `right`. `empty: true` says that nothing was answered, and
// `unread: true` that no number could be read; neither should count as a try.

import { readNumber, sameUnit } from "./numeral.js";
import { oneSlip } from "./slip.js";

/** @typedef {{score: number, right: boolean, empty?: true, unread?: true, found?: number, of?: number, parts?: any,
 *   missing?: string[], wrong?: number, unit?: true, form?: number, slip?: true}} Grade */

const MIN_LETTERS_FOR_SLIP = 6;

/** @returns {Grade} */
export function grade(key, answer) {
  const empty = isEmpty(key.type === "recall" ? answer?.rating : answer);
  return empty ? { ...verdict(false), empty: true } : GRADERS[key.type](key, answer);
}

const GRADERS = {
  single: (key, answer) => verdict(answer === key.right),
  bool: (key, answer) => verdict(answer === key.right),
  multi,
  numeric,
  text: (key, answer) => words(key, answer, fold),
  output: (key, answer) => words(key, answer, foldOutput),
  cloze,
  match,
  order,
  recall: (key, answer) => ({ ...verdict(answer.rating > 1), found: answer.ticked?.length ?? 0, of: key.must }),
  explain: (key, answer) => ({ ...verdict(true), found: answer.ticked?.length ?? 0, of: key.must }),
};

const verdict = (right) => ({ score: right ? 1 : 0, right });

const share = (found, of) => ({ score: found / of, right: found === of, found, of });

/** Nothing at all: no choice, nothing but white space, no tick. */
function isEmpty(answer) {
  if (typeof answer === "string") return !/[^\t-\r \u00a0\u200b\ufeff]/.test(answer);
  if (answer === null || typeof answer !== "object") return answer === undefined || answer === null;
  return Object.values(answer).every((part) => part === false || isEmpty(part));
}

function multi(key, answer) {
  const parts = Object.fromEntries(answer.map((id) => [id, key.right.includes(id)]));
  const missing = key.right.filter((id) => !answer.includes(id));
  const found = key.right.length - missing.length;
  const mistaken = Object.keys(parts).length - found;
  const score = Math.max(0, (found - mistaken) / key.right.length);
  return { score, right: !missing.length && !mistaken, found, of: key.right.length, parts, missing };
}

function numeric(key, answer) {
  const read = readNumber(answer);
  const [typed, wanted] = [read?.unit ?? "", key.unit ?? ""];
  const percent = !wanted && sameUnit(typed, "%");
  if (!read || (typed && !wanted && !percent)) return { ...verdict(false), unread: true };
  const values = percent ? read.values.map((value) => value / 100) : read.values;
  const unit = Boolean(typed && wanted && !sameUnit(typed, wanted));
  if (!unit && values.some((value) => isNear(value, key))) return verdict(true);
  const wrong = nearest(values, key.wrong ?? []);
  return { ...verdict(false), ...(wrong < 0 ? {} : { wrong }), ...(unit ? { unit } : {}) };
}

/** |value − key.value| ≤ key.tol, but for the last bits of a double. */
function isNear(value, { value: wanted, tol }) {
  return Math.abs(value - wanted) <= tol * (1 + 1e-9) + 1e-12 * Math.abs(wanted);
}

/** Index of the known wrong value that is meant, or -1. */
function nearest(values, known) {
  const away = known.map((wrong) => Math.min(...values.filter((v) => isNear(v, wrong)).map((v) => Math.abs(v - wrong.value))));
  const least = Math.min(...away);
  return least === Infinity ? -1 : away.indexOf(least);
}

function words(key, answer, same) {
  const given = same(answer);
  const forms = key.accept.map(same);
  const form = forms.indexOf(given);
  if (form >= 0) return { ...verdict(true), form };
  const near = key.typo ? forms.findIndex((known) => isSlip(given, known)) : -1;
  return near >= 0 ? { ...verdict(true), form: near, slip: true } : verdict(false);
}

/** One wrong letter in a word of six and more; a wrong digit is another number. */
function isSlip(given, known) {
  const digits = (text) => text.replace(/[^0-9]/g, "");
  return known.length >= MIN_LETTERS_FOR_SLIP && digits(given) === digits(known) && oneSlip(given, known);
}

/** What is left of a text when case, accents, spaces, hyphens, quotes and a last full stop do not count. */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[‐-―−]/g, "-")
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[\t-\r ]+/g, "")
    .replace(/^['"“”„«»]+|['"“”„«».,;:!?]+$/g, "")
    .replace(/(?<=\p{L})-+(?=\p{L}|$)|(?<=\p{L}\p{L})-+(?=[0-9])/gu, "");
}

/** What is left of a program's output when white space and the kind of quotes do not count. */
function foldOutput(text) {
  return text
    .replace(/−/g, "-")
    .replace(/[‘’“”"]/g, "'")
    .replace(/[\t-\r \u00a0\u2000-\u200b\u202f\u3000]+/g, " ")
    .replace(/ ?([,:;()[\]{}]) ?/g, "$1")
    .replace(/^ | $/g, "");
}

function cloze(key, answer) {
  const parts = key.gaps.map((gap, n) => fills(gap, answer[n] ?? ""));
  return { ...share(parts.filter(Boolean).length, parts.length), parts };
}

function fills(gap, text) {
  if (isEmpty(text)) return false;
  if (gap.menu) return gap.accept.includes(text);
  return words(gap, text, fold).right || ("value" in gap && numeric(gap, text).right);
}

function match(key, answer) {
  const parts = Object.fromEntries(Object.entries(key.pairs).map(([left, right]) => [left, answer[left] === right]));
  return { ...share(Object.values(parts).filter(Boolean).length, Object.keys(parts).length), parts };
}

function order(key, answer) {
  const lines = answer.map((line) => (typeof line === "string" ? { id: line } : line));
  const slots = new Map(key.items.map(({ id, slot }) => [id, slot]));
  const places = inOrder(lines.map(({ id }) => slots.get(id)), key.items.map(({ slot }) => slot));
  const parts = lines.map(({ id, indent = 0 }, n) => {
    if (!slots.has(id)) return "spare";
    if (!places.has(n)) return "place";
    return key.indents && indent !== key.items[places.get(n)].indent ? "indent" : "right";
  });
  const found = parts.filter((part) => part === "right").length;
  const missing = [...slots.keys()].filter((id) => !lines.some((line) => line.id === id));
  return { ...share(found, Math.max(key.items.length, lines.length)), parts, missing };
}

/** A longest common subsequence of a and b: position in a → position in b. */
function inOrder(a, b) {
  const best = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const places = new Map();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      places.set(i, j);
      i += 1;
      j += 1;
    } else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
    else j += 1;
  }
  return places;
}
