// A worked example in steps, the last of which a reader can work out herself.

const ENDED = /[.!?…]["”')\]]*\s*$/u;
const GOES_ON = /^\p{Ll}/u;

/**
 * Which parts of an example make a step. The first part is the problem, and no step of its own.
 *
 * A formula or a table belongs to the sentence that it ends; a paragraph that goes on in the middle of a sentence, to what stands before it.
 *
 * @param {{kind: "text" | "item" | "other", text?: string}[]} parts in the order of the page; an item is one of a numbered list
 * @returns {number[][]} indices of the parts of each step
 */
export function stepsOf(parts) {
  const steps = [];
  for (let at = 1; at < parts.length; at += 1) {
    if (steps.length && belongs(parts[at], parts[at - 1])) steps.at(-1).push(at);
    else steps.push([at]);
  }
  return steps;
}

function belongs({ kind, text = "" }, before) {
  if (kind === "item") return false;
  if (kind === "text") return GOES_ON.test(text);
  return before.kind === "text" && !ENDED.test(before.text ?? "");
}

/** Nothing hidden, nothing tried. `tried` is how many steps a reader has last begun to work out herself. */
export const SHOWN = { hidden: 0, tried: 0 };

/** One step more to be worked out than the time before, up to all of them. */
export function fade({ tried }, count) {
  const more = Math.min(tried + 1, count);
  return { hidden: more, tried: more };
}

/** All steps to be worked out, one after the other. */
export const fadeAll = (count) => ({ hidden: count, tried: count });

/** One step more is shown. */
export const reveal = ({ hidden, tried }) => ({ hidden: Math.max(0, hidden - 1), tried });

/** All steps are shown. */
export const revealAll = ({ tried }) => ({ hidden: 0, tried });

/** What a button for the next try says. */
export function invitation({ tried }, count) {
  const next = Math.min(tried + 1, count);
  if (count === 1) return tried ? "Try it once more" : "Try it yourself";
  if (next === count) return "Try every step yourself";
  return next === 1 ? "Try the last step yourself" : `Try the last ${next} steps yourself`;
}

/** What is hidden, as a sentence. */
export function account({ hidden }, count) {
  if (!hidden) return "";
  const which = hidden === count ? (count === 1 ? "The way" : "Every step") : hidden === 1 ? "The last step" : `The last ${hidden} steps`;
  return `${which} ${hidden > 1 && hidden < count ? "are" : "is"} hidden. Work it out on paper, then look.`;
}
