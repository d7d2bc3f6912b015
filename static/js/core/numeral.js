// Numbers as people type them: decimal commas, thousands, powers of ten, fractions, a unit behind.
//
//   readNumber(text) → {values, unit} or null. Most texts have one value; "1,234" may mean 1234 or 1.234 and has both.
//   sameUnit(a, b)   → whether two units are one. src/studyguide/numeral.py is the same in Python.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const DIGITS = "[0-9]{1,3}(?:[ '’_][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[0-9][0-9.,]*|[.,][0-9]+";
const POWER = "(?:\\^|\\*\\*) ?[({]?([-+]?[0-9]+)[)}]?";
const FLOAT = `10 ?${POWER}|(${DIGITS})(?:e([-+]?[0-9]+)| ?[x×*·⋅] ?10 ?${POWER})?`;
const NUMBER = new RegExp(`^[=≈~]? ?([-+]?) ?(?:${FLOAT})(?: ?[/⁄∕] ?(${DIGITS}))?([^]*)$`, "i");

/** One way of writing: raised digits as powers, every dash and minus as "-", every run of white space as one space.
 *  A mixed number keeps its parts apart, and is then not read: 1½ must not become 11/2. */
function plain(text) {
  return text
    .replace(/[⁰¹²³⁴-⁹⁺⁻]+/g, (run) => "^" + [...run].map((sign) => "0123456789+-"[RAISED.indexOf(sign)]).join(""))
    .replace(/([0-9])(?=[¼-¾⅐-⅞])/g, "$1 ")
    .normalize("NFKC")
    .replace(/[‐-―−]/g, "-")
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[\t-\r ]+/g, " ")
    .replace(/^ | $/g, "");
}

export function readNumber(text) {
  const found = NUMBER.exec(plain(text));
  if (!found) return null;
  const [, sign, tens, digits, small, power, below, rest] = found;
  const exponent = tens ?? small ?? power ?? "0";
  const over = readings(digits ?? "1").map((value) => Number(`${sign}${value}e${exponent}`));
  const under = below === undefined ? [1] : readings(below).map(Number);
  const values = over.flatMap((a) => under.map((b) => a / b)).filter(Number.isFinite);
  return values.length && !/^ ?[0-9.,^]/.test(rest) ? { values, unit: rest.replace(/^ /, "") } : null;
}

/** What digits with points and commas may mean, as plain decimals. */
function readings(digits) {
  const bare = digits.replace(/[ '’_]/g, "");
  const found = [];
  if (/^[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?$/.test(bare)) found.push(bare.replaceAll(",", ""));
  if (/^[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]*|\.[0-9]{3})$/.test(bare)) found.push(bare.replaceAll(".", "").replace(",", "."));
  if (/^[0-9]*[.,]?[0-9]*$/.test(bare)) found.push(bare.replace(",", "."));
  return found;
}

/** Case is forgiven, but not where it is the difference between milli and mega; so are a plural's s and full stops. */
export function sameUnit(a, b) {
  const [left, right] = [bareUnit(a), bareUnit(b)];
  return left.toLowerCase() === right.toLowerCase() && (left[0] === right[0] || !/^[mp]/i.test(right));
}

function bareUnit(unit) {
  const bare = plain(unit).replace(/[ .]/g, "");
  return /^(percent|pct)$/i.test(bare) ? "%" : bare.length > 2 ? bare.replace(/s$/i, "") : bare;
}
