// Stacked sections become tabs; all tabs with the same title follow one choice, which is remembered.
import { make } from "./dom.js";
import { readSetting, writeSetting } from "./settings.js";

const all = [];
let count = 0;

export function mountTabs(tabs) {
  const panels = [...tabs.children].filter((child) => child.matches(".tab"));
  if (panels.length < 2) return;
  const list = make("div", { class: "tabs-list", role: "tablist", "aria-label": "Versions" });
  const buttons = panels.map((panel) => {
    panel.id ||= `tab-${(count += 1)}`;
    const title = panel.dataset.title;
    const button = make("button", { type: "button", class: "tabs-tab", role: "tab", id: `${panel.id}-tab`, "aria-controls": panel.id }, title);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.addEventListener("click", () => choose(title));
    return button;
  });

  /** Shows the panel of that title; where there is none, nothing changes. */
  function show(title) {
    const chosen = panels.findIndex((panel) => panel.dataset.title === title);
    if (chosen < 0) return;
    panels.forEach((panel, index) => {
      panel.hidden = index !== chosen;
      buttons[index].setAttribute("aria-selected", String(index === chosen));
      buttons[index].tabIndex = index === chosen ? 0 : -1;
    });
  }

  function choose(title) {
    const place = list.getBoundingClientRect().top;
    for (const showIn of all) showIn(title);
    scrollBy({ top: list.getBoundingClientRect().top - place, behavior: "instant" });
    writeSetting("tab", title);
  }

  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? at + (getComputedStyle(list).direction === "rtl" ? -step : step);
    if (at < 0 || to === at) return;
    event.preventDefault();
    const button = buttons.at(to % buttons.length);
    button.focus();
    button.click();
  });

  list.append(...buttons);
  tabs.prepend(list);
  tabs.dataset.ready = "";
  show(panels[0].dataset.title);
  show(readSetting("tab"));
  all.push(show);

  // What is on another tab must be found by links and by the browser's own search.
  for (const panel of panels) panel.addEventListener("beforematch", () => show(panel.dataset.title));
}
