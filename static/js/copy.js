// A button that copies a program, without prompts and without its output.
import { inputOf } from "./core/session.js";
import { make } from "./dom.js";

export function mountCopy(figure) {
  const code = figure.querySelector("pre code");
  if (!code || !navigator.clipboard) return;
  const button = make("button", { type: "button", class: "copy" }, "Copy");
  const status = make("span", { class: "copy-status", role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(inputOf(code.textContent));
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
