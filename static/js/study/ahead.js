// What is to come: how many reviews on which day, here and as a calendar file.
import { dateOf } from "../core/days.js";
import { calendar } from "../core/ics.js";
import { forecast } from "../core/queue.js";
import { button, make } from "../dom.js";
import { root } from "../site-root.js";
import { download, paragraph, section, table } from "./parts.js";
import { count, time } from "./words.js";

const DAYS_SHOWN = 14;
const DAYS_IN_FILE = 90;

export function ahead(desk) {
  const days = forecast(desk.plan());
  const most = Math.max(...days.map((one) => one.count));
  const shown = days.filter(({ day }) => day < desk.today + DAYS_SHOWN);
  const later = days.filter(({ day }) => day >= desk.today + DAYS_SHOWN).reduce((sum, one) => sum + one.count, 0);
  const rows = shown.map((one) => [time(one.day), [bar(one.count / most), count(one.count, "question")]]);
  if (!days.length) return make("div"); // it will be drawn when there is something to come
  return section("ahead", "Coming days",
    ...(rows.length ? [] : [paragraph(`Nothing in the next ${count(DAYS_SHOWN, "day")}.`)]),
    ...(rows.length ? [table("Reviews on the days to come", ["Day", "Reviews"], rows)] : []),
    ...(later ? [paragraph(`${rows.length ? "After that" : "Later than that"}: ${count(later, "question")}.`)] : []),
    paragraph(button("Put these days into my calendar", { class: "button button-plain" }, () => save(desk, days))));
}

/** How much that is beside the fullest day; the number stands next to it. */
function bar(share) {
  return make("progress", { max: "1", value: share.toFixed(3), class: "study-bar", "aria-hidden": "true" });
}

function save(desk, days) {
  const name = document.querySelector(".brand-title").textContent;
  const entries = days.filter(({ day }) => day < desk.today + DAYS_IN_FILE).map((one) => ({
    day: one.day,
    title: `${name}: ${count(one.count, "question")} to review`,
    ...(location.protocol === "file:" ? {} : { url: `${root}review.html` }),
  }));
  const text = calendar(entries, { id: document.body.dataset.guide, name: `${name}: reviews`, stamp_ms: Date.now() });
  download(`reviews-${dateOf(desk.today)}.ics`, "text/calendar", text);
}
