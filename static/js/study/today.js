// What is due today, and why; what is wrong with the storage; what was corrected.
import { dueDay, recall } from "../core/due.js";
import { button, make } from "../dom.js";
import { root } from "../site-root.js";
import { folded, notice, paragraph, section, table } from "./parts.js";
import { placeNotices } from "./place.js";
import { count, fromNow, percent, time } from "./words.js";

const SECONDS_A_QUESTION = 30;

/** @param {(ids: string[]) => void} begin Starts a session with these questions. */
export function today(desk, begin) {
  const ids = desk.sitting();
  const due = ids.filter((id) => desk.cards.get(id)?.memory);
  const fresh = ids.length - due.length;
  const start = button(due.length ? "Start the review" : "Begin with new questions", { class: "button" }, () => begin(ids));
  return section("today", "Today", ...notices(desk),
    paragraph(make("strong", {}, headline(due.length, fresh)), " ", ...aside(desk, ids)),
    ...(ids.length ? [paragraph(start)] : []),
    ...(due.length ? [why(desk, due)] : []));
}

function headline(due, fresh) {
  const old = count(due, "question");
  const more = count(fresh, "new question");
  if (due) return fresh ? `${old} due, and ${more} to begin.` : `${old} due.`;
  return fresh ? `Nothing is due; ${more} can be begun.` : "Nothing is due today.";
}

function aside(desk, ids) {
  if (ids.length) return [`That takes about ${count(Math.max(1, Math.round((ids.length * SECONDS_A_QUESTION) / 60)), "minute")}.`];
  const next = desk.plan().find(({ day }) => day > desk.today)?.day;
  const page = desk.next();
  const reading = page ? [" Until then you could go on with ", make("a", { href: root + page.url }, page.title), "."] : [];
  if (next) return ["The next review is ", fromNow(next, desk.today), ", on ", time(next), ".", ...reading];
  return ["Answer a question at the end of any page, or ", make("a", { href: `${root}practice.html` }, "practise"), ", and it will come back here when it is time."];
}

function why(desk, ids) {
  const rows = ids.map((id) => {
    const [row, card] = [desk.rows.get(id), desk.cards.get(id)];
    return [make("a", { href: root + row.url }, row.title), `${reason(desk, card)}; last asked ${fromNow(card.day, desk.today)}`, percent(recall(card, desk.today))];
  });
  return folded("Which ones, and why",
    paragraph(`A question is asked when the chance that you still know its answer has fallen to about ${percent(desk.settings.retention)}. Sooner would teach you less; later you would have to learn it anew. The last column is that chance.`),
    table("Questions of today", ["Question", "Why today", "You know it"], rows));
}

function reason(desk, card) {
  if (card.reworded) return "it was put into new words";
  if (card.rating === 1) return "you missed it the last time";
  if (dueDay(card, { retention: desk.goal.retention }, desk.today) > desk.today) return "your exam is near";
  return dueDay(card, desk.goal, desk.today) < desk.today ? "it waited for a free day" : "it is time";
}

function notices(desk) {
  const found = placeNotices(desk);
  const corrected = desk.corrected();
  if (corrected.length) {
    const [this_, it] = corrected.length === 1 ? ["this question was", "It starts"] : ["these questions were", "They start"];
    found.push(notice(
      paragraph(`The answer to ${this_} corrected after you had given yours. ${it} afresh.`),
      make("ul", {}, ...corrected.map((row) => make("li", {}, make("a", { href: root + row.url }, row.title))))));
  }
  return found;
}
