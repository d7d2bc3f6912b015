// Does the reader know what she knows? What she said before the feedback, beside what came of it.
import { calibration } from "../core/calibration.js";
import { make } from "../dom.js";
import { paragraph, section, table } from "./parts.js";
import { count, percent } from "./words.js";

const FEW = 10;
const CLOSE = 0.1;

/** @param {[string, number][]} levels The words that were offered, and the chance that each stands for. */
export function judgement(desk, levels) {
  const found = calibration(desk.log);
  if (!found.count) return make("div"); // only those are asked who want it
  const word = new Map(levels.map(([name, sure]) => [sure, name]));
  const rows = found.levels.map(({ sure, count: answers, right }) => [word.get(sure) ?? percent(sure), percent(sure), percent(right), String(answers)]);
  return section("judgement", "How well you judge yourself", paragraph(verdict(found)),
    table("What you said, and how often you were right", ["You said", "That means about", "You were right", "Answers"], rows));
}

function verdict({ count: answers, sure, right }) {
  if (answers < FEW) return `${count(answers, "answer")} so far; from ${FEW} on it can be said whether you are too sure, or not sure enough.`;
  if (sure > right + CLOSE) return "You tend to feel surer than you should. When an answer comes easily, ask yourself how you would explain it.";
  if (sure < right - CLOSE) return "You know more than you think. Trust your first answer a little more.";
  return "You judge yourself well: what you feel and what you know agree.";
}
