// The button that changes between day and night, and follows the system when the choice agrees with it.
import { icon, make } from "./dom.js";
import { writeSetting } from "./settings.js";

const SUN = "M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1M11 8a3 3 0 1 1-6 0a3 3 0 0 1 6 0z";
const MOON = "M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z";

export function mountScheme(tools) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = make("button", { type: "button", class: "tool tool-icon" });

  /** Whether it is dark where nothing was chosen: a theme may say so by `--first-scheme`, else the system does. */
  const first = () => ({ dark: true, light: false })[getComputedStyle(root).getPropertyValue("--first-scheme").trim()] ?? system.matches;
  const dark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : first());

  function show() {
    const label = dark() ? "Switch to day colours" : "Switch to night colours";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.replaceChildren(icon(dark() ? SUN : MOON));
  }

  button.addEventListener("click", () => {
    const wanted = dark() ? "light" : "dark";
    const follows = wanted === (first() ? "dark" : "light");
    if (follows) delete root.dataset.scheme;
    else root.dataset.scheme = wanted;
    writeSetting("scheme", follows ? "" : wanted);
    show();
  });
  system.addEventListener("change", show);
  show();
  tools.append(button);
}
