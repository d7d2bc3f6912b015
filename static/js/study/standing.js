// How far the reader is: what became of the pages on which she has answered something.
import { make } from "../dom.js";
import { root } from "../site-root.js";
import { folded, paragraph, section, table } from "./parts.js";
import { count, percent } from "./words.js";

/** Status → what is said of a page, and of so many. */
const WORDS = new Map([
  ["due", ["something is due", "with something due"]], ["learning", ["learning", "being learnt"]], ["known", ["known", "known"]], ["new", ["", "not begun"]],
]);

export function standing(desk) {
  const asking = [...desk.states()].filter(([, { status }]) => status !== "none");
  const groups = [...WORDS].map(([status, [word, ofMany]]) => ({ word, ofMany, pages: asking.filter(([, state]) => state.status === status) }));
  const begun = groups.slice(0, -1).flatMap(({ word, pages }) => pages.map((page) => [...page, word]));
  if (!begun.length) return make("div"); // it will be drawn when there is something to tell
  const counts = groups.filter(({ pages }) => pages.length).map(({ ofMany, pages }) => `${pages.length} ${ofMany}`);
  const rows = begun.map(([id, { seen, of, recall }, word]) => {
    const { url, title } = desk.entries.get(id);
    return [make("a", { href: root + url }, title), word, `${seen} of ${of}`, recall === null ? "–" : percent(recall)];
  });
  return section("standing", "How far you are",
    paragraph(`Of ${count(asking.length, "page")} with questions: ${counts.join(", ")}.`),
    folded("Page by page",
      paragraph("A page is known when all its questions were answered, none was missed the last time, and none is due. The last column is the chance that you still know the one you know least."),
      table("Pages that you have begun", ["Page", "Where you stand", "Questions answered", "The weakest"], rows)));
}
