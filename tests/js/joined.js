// Runs a classic script that leaves `grade` behind, and grades with it.

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const { script, pairs } = JSON.parse(readFileSync(0, "utf8"));
globalThis.window = globalThis;
runInThisContext(script);
process.stdout.write(JSON.stringify(pairs.map(([key, answer]) => globalThis.grade(key, answer))));
