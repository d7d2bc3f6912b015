// Which questions to practise: by topic, level and page, and by what became of them so far.
import { make } from "../dom.js";
import { field, select } from "./parts.js";
import { isGraded } from "./desk.js";

const ANY = ["", "Any"];
const LEVELS = [["beginner", "Beginner"], ["intermediate", "Intermediate"], ["advanced", "Advanced"]];
const SINCE = [ANY, ["new", "Not answered yet"], ["missed", "Missed the last time"]];
const COUNTS = [["5", "5"], ["10", "10"], ["20", "20"], ["40", "40"], ["", "All"]];

/** @returns {{element: HTMLElement, fitting: () => object[], count: () => number}} */
export function choosing(desk, changed) {
  const given = new URLSearchParams(location.search);
  const topics = [...new Set(desk.questions.map((row) => row.topic).filter(Boolean))];
  const pages = desk.data.entries.filter((entry) => entry.questions?.length);
  const controls = {
    topic: select([ANY, ...topics.map((topic) => [topic, desk.data.topics[topic]])], given.get("topic") ?? ""),
    difficulty: select([ANY, ...LEVELS], given.get("level") ?? ""),
    objective: select([ANY, ...pages.map((entry) => [entry.id, entry.title])], given.get("page") ?? ""),
    since: select(SINCE, ""),
    count: select(COUNTS, "10"),
  };
  const element = make("div", { class: "study-fields" },
    field("topic", "Topic", controls.topic), field("difficulty", "Difficulty", controls.difficulty), field("objective", "Page", controls.objective),
    field("since", "So far", controls.since), field("count", "How many", controls.count));
  element.addEventListener("change", changed);

  const asked = {
    topic: (row, value) => row.topic === value,
    difficulty: (row, value) => row.difficulty === value,
    objective: (row, value) => row.objective === value,
    since: (row, value) => {
      const card = desk.cards.get(row.id);
      return value === "new" ? !card?.answers : card?.rating === 1;
    },
  };
  return {
    element,
    /** Questions that meet every wish, in the order of the guide. */
    fitting: () => desk.questions.filter((row) => Object.entries(asked).every(([name, meets]) => !controls[name].value || meets(row, controls[name].value))),
    count: () => Number(controls.count.value) || Infinity,
  };
}

/** What a machine can mark. */
export const forExam = (rows) => rows.filter((row) => isGraded(row) && row.type !== "recall");
