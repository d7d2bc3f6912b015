// Calls functions of modules of static/js/core: reads lines of {module, calls: [[name, ...arguments], ...]} and answers each with a line,
// {results} or {error}. An argument {Map: {...}} becomes a Map.

import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const { module, calls } = JSON.parse(line, (key, value) => (value?.Map ? new Map(Object.entries(value.Map)) : value));
  let answer;
  try {
    const functions = await import(new URL(`../../static/js/core/${module}`, import.meta.url));
    answer = { results: calls.map(([name, ...args]) => functions[name](...args) ?? null) };
  } catch (error) {
    answer = { error: error.stack };
  }
  process.stdout.write(JSON.stringify(answer, plain) + "\n");
}

/** Maps as objects; what JSON has no number for as text. */
function plain(key, value) {
  if (value instanceof Map) return Object.fromEntries(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
