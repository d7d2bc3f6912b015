// Days and counts, as one would say them.
import { dateOf } from "../core/days.js";
import { make } from "../dom.js";

const language = document.documentElement.lang || "en";
const FORMS = {
  short: new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" }),
  long: new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
};

/** `1 question`, `12 questions`. */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

export const percent = (share) => `${Math.round(100 * share)}\u00a0%`;

/** A day's date: a <time>, so that programs can read it as well. */
export function time(day, form = "short") {
  return make("time", { datetime: dateOf(day) }, FORMS[form].format(day * 86_400_000));
}

/** `today`, `tomorrow`, `in 5 days`, `yesterday`, `3 weeks ago`. */
export function fromNow(day, today) {
  const days = day - today;
  if (days === 0) return "today";
  if (Math.abs(days) === 1) return days > 0 ? "tomorrow" : "yesterday";
  const [number, unit] = Math.abs(days) < 14 ? [Math.abs(days), "day"] : Math.abs(days) < 70 ? [Math.round(Math.abs(days) / 7), "week"] : [Math.round(Math.abs(days) / 30.4), "month"];
  return days > 0 ? `in ${count(number, unit)}` : `${count(number, unit)} ago`;
}
