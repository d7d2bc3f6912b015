// A button that copies a program, without prompts.
import { make } from "./dom.js";

const PROMPT = /^(?:>>> |\.\.\. |\$ )/gm;

export function mountCopy(figure) {
  const code = figure.querySelector("pre code");
  if (!code || !navigator.clipboard) return;
  const button = make("button", { type: "button", class: "copy" }, "Copy");
  const status = make("span", { class: "copy-status", role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent.replace(PROMPT, ""));
      say("Copied");
    } catch {
      say("Press Ctrl+C");
      getSelection().selectAllChildren(code);
    }
  });

  function say(text) {
    status.textContent = text;
    setTimeout(() => (status.textContent = ""), 2000);
  }

  figure.append(make("div", { class: "copy-box" }, status, button));
}
