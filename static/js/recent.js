// What this reader looked for lately. It stays in this browser, and can be removed.
import { readSetting, writeSetting } from "./settings.js";

const NAME = "searches";
const MOST = 6;

/** @returns {string[]} newest first */
export function recentSearches() {
  try {
    const kept = JSON.parse(readSetting(NAME) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(query) {
  const wanted = query.trim();
  if (wanted) write([wanted, ...recentSearches().filter((one) => one !== wanted)].slice(0, MOST));
}

export function forgetSearch(query) {
  write(recentSearches().filter((one) => one !== query));
}

export function forgetSearches() {
  write([]);
}

function write(list) {
  writeSetting(NAME, list.length ? JSON.stringify(list) : "");
}
