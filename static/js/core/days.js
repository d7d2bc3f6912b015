// Days are whole numbers, counted from 1 January 1970. A learner's day begins at four in the morning where she is.

const DAY_MS = 86_400_000;
const DAY_START_MS = 4 * 3_600_000;
const MINUTE_MS = 60_000;

/** The day of a moment; `tz` is the local time's minutes ahead of UTC: `-new Date().getTimezoneOffset()`. */
export function dayOf(at_ms, tz) {
  return Math.floor((at_ms + tz * MINUTE_MS - DAY_START_MS) / DAY_MS);
}

/** The day's date, as in 2026-11-30. */
export function dateOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of a date such as 2026-11-30; NaN when it is none. */
export function dayOfDate(date) {
  return Date.parse(date) / DAY_MS;
}
