// Replays two devices' logs, merged in every way that should make no difference; writes the states of each way, as texts.

import { readFileSync } from "node:fs";

import { merge, replay } from "../../static/js/core/progress.js";

const state = (log, catalogue) => JSON.stringify([...replay(log, catalogue)].sort());

function ways({ here, there, third, interleaved, catalogue }) {
  const merged = [
    merge(here, there, third),
    merge(there, here, third),
    merge(third, merge(here, there)),
    merge(merge(there, third), merge(here, third)),
    merge(interleaved),
    merge(interleaved, here, interleaved, there, third),
    interleaved,
  ];
  return { states: merged.map((log) => state(log, catalogue)), counts: merged.slice(0, -1).map((log) => log.length) };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(ways)));
