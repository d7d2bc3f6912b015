// What a reader without JavaScript misses on a page, and what she meets that does nothing.
() => {
  const open = (root) => root.querySelectorAll("details").forEach((details) => (details.open = true));
  const about = (element) => {
    const classes = element.getAttribute("class")?.trim().replace(/\s+/g, ".");
    return `${element.localName}${element.id ? `#${element.id}` : ""}${classes ? `.${classes}` : ""}`;
  };
  const few = (list) => [...new Set(list)].slice(0, 5);

  const unanswered = [];
  for (const question of document.querySelectorAll("[data-question]:not([data-mode])")) {
    const answer = question.querySelector("details.answer");
    const words = answer?.querySelector(":scope > :not(summary)")?.textContent.trim() ?? "";
    if (!answer?.querySelector("summary") || words.length < 10) unanswered.push(about(question));
  }

  open(document);
  const hidden = [];
  const raw = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!data.trim() || parentElement.closest("script, style, template, annotation, title, desc")) continue;
    if (!parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
      hidden.push(`hidden: ${about(parentElement)}: ${data.trim().slice(0, 60)}`);
    }
    if (!parentElement.closest("code, pre, kbd") && /\$[^$\s][^$]*\$|\\(?:begin|frac|mathbb|left|right|sum|log)\b/.test(data)) {
      raw.push(`raw TeX: ${data.trim().slice(0, 80)}`);
    }
  }

  const ANSWERED_BY_CSS = ".paper input"; // what shall be printed; tests/browser/test_printing.py tries them without a script
  const controls = "button, input, select, textarea, dialog, [contenteditable], [onclick], [draggable=true]";
  const roles = ["button", "tab", "tablist", "switch", "slider", "menu", "menuitem", "combobox"].map((role) => `[role=${role}]`);
  const dead = [...document.querySelectorAll([controls, ...roles].join())]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled && !control.matches(ANSWERED_BY_CSS))
    .map((control) => `needs a script: ${about(control)}`);
  for (const link of document.querySelectorAll("a")) {
    if (!link.hasAttribute("href") || /^(#|javascript:.*)$/.test(link.getAttribute("href"))) dead.push(`leads nowhere: ${about(link)}`);
  }
  return { hidden: few(hidden), raw: few(raw), dead: few(dead), unanswered: few(unanswered) };
}
