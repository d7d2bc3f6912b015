// Replays histories, [[days since the last review, rating], ...] each, and writes [stability, difficulty, retrievability before] a step.

import { readFileSync } from "node:fs";

import { retrievability, review } from "../../static/js/core/fsrs.js";

function replay(history) {
  let memory = null;
  return history.map(([days, rating]) => {
    const before = memory ? retrievability(days, memory.stability) : 1;
    memory = review(memory, days, rating);
    return [memory.stability, memory.difficulty, before];
  });
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(replay)));
