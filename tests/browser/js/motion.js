// What could move on this page: transitions, animations, smooth scrolling.
() => {
  const faults = new Set();
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0);
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    const name = `${element.localName}${(element.getAttribute("class") ?? "").trim().replace(/(^|\s+)(?=\S)/g, ".")}${part ?? ""}`;
    if (style.transitionProperty !== "none" && long(style.transitionDuration)) faults.add(`${name}: transition of ${style.transitionProperty}`);
    if (style.animationName !== "none" && long(style.animationDuration)) faults.add(`${name}: animation ${style.animationName}`);
    if (style.scrollBehavior === "smooth") faults.add(`${name}: scrolls smoothly`);
  };
  for (const element of document.querySelectorAll("*")) {
    for (const part of [undefined, "::before", "::after"]) look(element, part);
    if (element.matches("details")) look(element, "::details-content");
    if (element.matches("dialog, [popover]")) look(element, "::backdrop");
  }
  return [...faults].slice(0, 20);
}
