// What there is to copy of a program: without prompts, and without what the program answered.

const PYTHON = /^(?:>>>|\.\.\.)(?: |$)/;
const SHELL = /^\$ /;

/** The input of a session, if the text is one; else the text as it is. */
export function inputOf(text) {
  const prompt = [PYTHON, SHELL].find((sign) => sign.test(text.trimStart()));
  if (!prompt) return text;
  const lines = text.split("\n").filter((line) => prompt.test(line));
  return lines.map((line) => line.replace(prompt, "")).join("\n") + "\n";
}
