// What a reader last did with a question: enough to greet her by, without replaying the whole log.
//
//   lastAnswers(events, rows) → Map of question id → {right, graded, at_ms, corrected}
//
// Rows are {id, since, replaces}, as in progress.js; answers to what a question replaces are answers to it. `corrected` says that the
// key has changed since.

export function lastAnswers(events, rows) {
  const log = [...events].sort((a, b) => b.at_ms - a.at_ms);
  const undone = new Set();
  for (const { uid, undo } of log) if (undo && !undone.has(uid)) undone.add(undo);
  const found = new Map();
  for (const { id, since = 0, replaces = [] } of rows) {
    const last = log.find((event) => [id, ...replaces].includes(event.question) && isAnswer(event) && !undone.has(event.uid));
    if (last) found.set(id, { right: last.rating > 1, graded: last.rating > 0, at_ms: last.at_ms, corrected: last.rev < since });
  }
  return found;
}

const isAnswer = ({ mode }) => mode && mode !== "guess";
