// Calls functions of a module of static/js/core: reads {module, calls: [[name, ...arguments], ...]}, writes the results.

import { readFileSync } from "node:fs";

const { module, calls } = JSON.parse(readFileSync(0, "utf8"));
const functions = await import(new URL(`../../static/js/core/${module}`, import.meta.url));
const results = calls.map(([name, ...args]) => functions[name](...args) ?? null);
process.stdout.write(JSON.stringify(results, plain));

/** Maps as objects; what JSON has no number for as text. */
function plain(key, value) {
  if (value instanceof Map) return Object.fromEntries(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
