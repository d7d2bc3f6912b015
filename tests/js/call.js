// Calls functions of a module of static/js/core: reads {module, calls: [[name, ...arguments], ...]}, writes the results.

import { readFileSync } from "node:fs";

const { module, calls } = JSON.parse(readFileSync(0, "utf8"));
const functions = await import(new URL(`../../static/js/core/${module}`, import.meta.url));
process.stdout.write(JSON.stringify(calls.map(([name, ...args]) => functions[name](...args) ?? null)));
