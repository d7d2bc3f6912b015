// How wide the page is, and what makes it too wide.
() => {
  const root = document.documentElement;
  const width = Math.max(document.scrollingElement.scrollWidth, root.scrollWidth);
  const describe = (element) => {
    const classes = element.getAttribute("class")?.trim().replace(/\s+/g, ".");
    return `${element.localName}${element.id ? `#${element.id}` : ""}${classes ? `.${classes}` : ""}`;
  };
  const scrollsInside = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [];
  // What the page hides instead of letting it be scrolled to is lost on a narrow screen.
  for (const element of [root, document.body]) {
    if (["hidden", "clip"].includes(getComputedStyle(element).overflowX)) wide.push(`${describe(element)} hides what sticks out`);
  }
  if (width > innerWidth) {
    for (const element of document.body.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (box.width && box.right > innerWidth + 0.5 && !scrollsInside(element)) {
        if (wide.at(-1)?.element?.contains(element)) wide.pop(); // the innermost is the one to mend
        wide.push({ element, text: `${describe(element)} to ${Math.round(box.right)} px: ${element.textContent.trim().replace(/\s+/g, " ").slice(0, 60)}` });
        if (wide.length > 200) break;
      }
    }
  }
  return { width, wide: wide.map((one) => one.text ?? one).slice(0, 5) };
}
