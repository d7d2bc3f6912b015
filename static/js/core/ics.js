// Days on which something is due, as a calendar file (RFC 5545).
//
//   calendar(entries, {id, name, stamp_ms}) → text. An entry is {day, title, note?, url?}; `id` is the guide's, `stamp_ms` now.
//
// A day has the same name in every file, so that taking in a newer file changes entries instead of doubling them.

import { dateOf } from "./days.js";

const MOST_OCTETS = 75;

export function calendar(entries, { id, name, stamp_ms }) {
  const stamp = compact(new Date(stamp_ms).toISOString().slice(0, 19)) + "Z";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Studyguide//${escaped(id)}//EN`,
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => event(entry, id, stamp)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => folded(line) + "\r\n").join("");
}

function event({ day, title, note, url }, id, stamp) {
  return [
    "BEGIN:VEVENT",
    `UID:${dateOf(day)}@${id}.studyguide`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(dateOf(day))}`,
    `DTEND;VALUE=DATE:${compact(dateOf(day + 1))}`,
    `SUMMARY:${escaped(title)}`,
    ...(note ? [`DESCRIPTION:${escaped(note)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

const compact = (date) => date.replace(/[-:]/g, "");

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** A line of at most 75 octets, then further ones that begin with a space; letters are not cut in two. */
function folded(line) {
  const size = (letter) => new TextEncoder().encode(letter).length;
  let [text, octets] = ["", 0];
  for (const letter of line) {
    if (octets + size(letter) > MOST_OCTETS) [text, octets] = [`${text}\r\n `, 1];
    text += letter;
    octets += size(letter);
  }
  return text;
}
