// What is to come: how many reviews on which day.
import { forecast } from "../core/queue.js";
import { button, make } from "../dom.js";
import { lateModule } from "../site-root.js";
import { paragraph, section, table } from "./parts.js";
import { count, time } from "./words.js";

const DAYS_SHOWN = 14;

export function ahead(desk) {
  const days = forecast(desk.plan());
  if (!days.length) return make("div"); // it will be drawn when there is something to come
  const most = Math.max(...days.map((one) => one.count));
  const shown = days.filter(({ day }) => day < desk.today + DAYS_SHOWN);
  const later = days.filter(({ day }) => day >= desk.today + DAYS_SHOWN).reduce((sum, one) => sum + one.count, 0);
  const rows = shown.map((one) => [time(one.day), [bar(one.count / most), count(one.count, "question")]]);
  const save = button("Put these days into my calendar", { class: "button button-plain" }, () => lateModule("answers").then(({ saveDays }) => saveDays(desk, days)));
  return section("ahead", "Coming days",
    rows.length ? table("Reviews on the days to come", ["Day", "Reviews"], rows) : paragraph(`Nothing in the next ${count(DAYS_SHOWN, "day")}.`),
    ...(later ? [paragraph(`${rows.length ? "After that" : "Later than that"}: ${count(later, "question")}.`)] : []),
    paragraph(save));
}

/** How much that is beside the fullest day; the number stands next to it. */
function bar(share) {
  return make("progress", { max: "1", value: share.toFixed(3), class: "study-bar", "aria-hidden": "true" });
}
