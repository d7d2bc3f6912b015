// Buttons that copy: a program, without prompts and without its output, and a formula as TeX.
import { inputOf } from "./core/session.js";
import { make } from "./dom.js";

export function mountCopy(figure) {
  const code = figure.querySelector("pre code");
  if (code && navigator.clipboard) figure.append(copyBox("Copy", () => inputOf(code.textContent), () => code));
}

/** One button for all formulas: it comes to the one that the pointer or the focus is on, so that it is no further stop elsewhere. */
export function mountCopyTex(main) {
  if (!main || !navigator.clipboard) return;
  const source = () => box.parentElement.querySelector("annotation");
  const box = copyBox("Copy TeX", () => source().textContent, source);

  function come(event) {
    const formula = event.target.closest?.(".math");
    if (!formula || box.parentElement === formula || box.contains(document.activeElement)) return;
    if (formula.querySelector("annotation")) formula.append(box);
  }

  main.addEventListener("pointerover", come);
  main.addEventListener("focusin", come);
}

/** A button and a word on what became of it; where copying is refused, the text is selected. */
function copyBox(name, text, element) {
  const button = make("button", { type: "button", class: "copy" }, name);
  const status = make("span", { class: "copy-status", role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      say("Copied");
    } catch {
      say("Press Ctrl+C");
      getSelection().selectAllChildren(element());
    }
  });

  function say(word) {
    status.textContent = word;
    setTimeout(() => (status.textContent = ""), 2000);
  }

  return make("div", { class: "copy-box" }, status, button);
}
