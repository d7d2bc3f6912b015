// Worked examples whose steps fade: all are there at first; then the last is the reader's own work, then the last two, and so on.
import { account, fade, fadeAll, invitation, reveal, revealAll, SHOWN, stepsOf } from "./core/steps.js";
import { button, make } from "./dom.js";

/** @param {HTMLElement} example or the numbered list of a derivation, whose first item is where it begins */
export function mountWorked(example) {
  const list = example.localName === "ol";
  const parts = list ? split(example) : [...example.children].filter((part) => !part.matches(".block-title")).flatMap(split);
  const steps = stepsOf(parts.map(({ element, kind }) => ({ kind, text: element.textContent.trim() })));
  if (!steps.length) return;
  let state = SHOWN;
  const said = make("p", { class: "worked-said", role: "status" });
  const tools = make("div", { class: "worked" });
  if (list) example.after(tools);
  else example.append(tools);

  function show(next) {
    const held = tools.contains(document.activeElement);
    state = next;
    steps.forEach((step, at) => step.forEach((part) => parts[part].element.toggleAttribute("data-faded", at >= steps.length - state.hidden)));
    said.textContent = account(state, steps.length);
    tools.replaceChildren(...(state.hidden ? whileHidden() : whileShown()), said);
    if (held) tools.querySelector("button").focus();
  }

  const main = (text, next) => button(text, { class: "worked-do" }, () => show(next()));
  const other = (text, next) => button(text, { class: "worked-other" }, () => show(next()));

  function whileShown() {
    const all = steps.length > 2 && state.tried < steps.length - 1;
    return [main(invitation(state, steps.length), () => fade(state, steps.length)), ...(all ? [other("Hide every step", () => fadeAll(steps.length))] : [])];
  }

  function whileHidden() {
    const text = steps.length === 1 ? "Show it" : `Show step ${steps.length - state.hidden + 1} of ${steps.length}`;
    return [main(text, () => reveal(state)), ...(state.hidden > 1 ? [other("Show all", () => revealAll(state))] : [])];
  }

  show(SHOWN);
  // A link into what is hidden leads there.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[data-faded]") || !example.contains(target)) return;
    show(revealAll(state));
    target.scrollIntoView();
  });
}

/** What may be hidden by itself: a block, or each item of a numbered list. */
function split(block) {
  if (block.localName === "ol") return [...block.children].map((element) => ({ element, kind: "item" }));
  return [{ element: block, kind: block.localName === "p" ? "text" : "other" }];
}
