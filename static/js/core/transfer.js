// Progress as a file: what a learner exports on one device and imports on another. docs/questions.md describes the format.
//
//   exportText({guide, log, settings, now_ms}) → text
//   readExport(text, guide) → {problem, schema, events, settings, unreadable, exported_ms}
//   preview(log, events) → what a merge would bring; `merge` in progress.js then does it
//   isEvent(value) → whether something is an event; what is not is left out and counted as unreadable
//
// `problem` is "" or "json" (not a file of ours, or damaged), "format" (a file of something else), "guide" (of another guide) or "newer"
// (written by a newer version: it may be looked at, but neither merged nor overwritten).

export const FORMAT = "studyguide-progress";
export const SCHEMA = 1;
const MOST_MINUTES_FROM_UTC = 18 * 60;

/** One event a line, so that two exports can be compared. */
export function exportText({ guide, log, settings = {}, now_ms }) {
  const head = { format: FORMAT, schema: SCHEMA, guide, exported_ms: now_ms, settings };
  return `${JSON.stringify(head).slice(0, -1)},"events":[\n${log.map((event) => JSON.stringify(event)).join(",\n")}\n]}\n`;
}

export function readExport(text, guide) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return nothing("json");
  }
  if (file?.format !== FORMAT || !Number.isInteger(file.schema) || !Array.isArray(file.events)) return nothing("format");
  if (file.guide !== guide) return nothing("guide");
  const events = file.events.filter(isEvent);
  return {
    problem: file.schema > SCHEMA ? "newer" : "",
    schema: file.schema,
    events,
    settings: isObject(file.settings) ? file.settings : {},
    unreadable: file.events.length - events.length,
    exported_ms: isCount(file.exported_ms) ? file.exported_ms : 0,
  };
}

function nothing(problem) {
  return { problem, schema: 0, events: [], settings: {}, unreadable: 0, exported_ms: 0 };
}

/** `added` and `known` count events, `answers` those of the new ones that are answers; `questions` are those with new answers; `from_ms` and `to_ms` are the first and last new event's. */
export function preview(log, events) {
  const uids = new Set(log.map(({ uid }) => uid));
  const fresh = [...new Map(events.map((event) => [event.uid, event])).values()].filter(({ uid }) => !uids.has(uid));
  const times = fresh.map(({ at_ms }) => at_ms);
  return {
    added: fresh.length,
    known: events.length - fresh.length,
    answers: fresh.filter(({ question, on }) => question && on === undefined).length,
    questions: new Set(fresh.flatMap(({ question }) => question ?? [])).size,
    from_ms: times.length ? times.reduce((a, b) => Math.min(a, b)) : 0,
    to_ms: times.reduce((a, b) => Math.max(a, b), 0),
  };
}

export function isEvent(event) {
  if (!isObject(event) || !isName(event.uid) || !isCount(event.at_ms, 8.64e15)) return false;
  if (!Number.isInteger(event.tz) || Math.abs(event.tz) > MOST_MINUTES_FROM_UTC) return false;
  if (event.undo !== undefined) return isName(event.undo);
  const { question, rev, rating, first, hints = 0, duration_ms = 0, sure = 0 } = event;
  const isGraded = isName(question) && isCount(rev) && isCount(rating, 4) && typeof first === "boolean";
  return isGraded && isCount(hints) && duration_ms >= 0 && sure >= 0 && sure <= 1;
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isName = (value) => typeof value === "string" && value.length > 0 && value.length <= 200;
const isCount = (value, most = Number.MAX_SAFE_INTEGER) => Number.isInteger(value) && value >= 0 && value <= most;
