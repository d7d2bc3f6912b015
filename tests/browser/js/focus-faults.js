// Focuses one element after the other, some of each sort, and tells where a reader would not see which has the focus.
() => {
  const LEAST_PX = 2;
  const LEAST_CONTRAST = 3;
  const MOST_OF_A_SORT = 8;
  document.querySelectorAll("details").forEach((details) => (details.open = true));
  /** The outline that marks an element: its own, that of a part drawn over its card, or its card's. */
  function outline(element) {
    const cards = [];
    for (let up = element.parentElement; up && !up.matches("main, nav, header, footer, body"); up = up.parentElement) cards.push(up);
    const styles = [getComputedStyle(element), getComputedStyle(element, "::after"), getComputedStyle(element, "::before"), ...cards.map((card) => getComputedStyle(card))];
    return styles.find((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= LEAST_PX);
  }
  const classes = (element) => (element.getAttribute("class") ?? "").trim().replace(/(^|\s+)(?=\S)/g, ".");
  const about = (element) => `${element.localName}${element.id ? `#${element.id}` : ""}${classes(element)} “${element.textContent.trim().slice(0, 30)}”`;

  const sorts = new Map();
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
    if (element.tabIndex < 0 || element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    const area = element.closest("table, nav, header, main, footer")?.localName;
    const sort = `${area} ${element.parentElement.localName}${classes(element.parentElement)} ${element.localName}${classes(element)}`;
    sorts.set(sort, [...(sorts.get(sort) ?? []), element]);
  }
  const faults = [];
  for (const elements of sorts.values()) {
    const step = Math.max(1, elements.length / MOST_OF_A_SORT);
    for (let at = 0; at < elements.length; at += step) {
      const element = elements[Math.floor(at)];
      const fault = look(element);
      if (fault) faults.push(`${about(element)} (${elements.length} of its sort): ${fault}`);
    }
  }

  function look(element) {
    element.focus();
    if (document.activeElement !== element) return "cannot take the focus";
    const style = outline(element);
    if (!style) return "no outline";
    const ratio = style.outlineStyle === "auto" ? Infinity : contrast(colour(style.outlineColor), behind(element));
    if (ratio < LEAST_CONTRAST) return `outline of contrast ${ratio.toFixed(1)}`;
    const box = [...element.getClientRects()].find((one) => one.width && one.height);
    if (!box) return "takes no room";
    const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
    const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
    const top = document.elementFromPoint(x, y);
    if (!top) return `out of sight, at ${Math.round(box.left)}, ${Math.round(box.top)}`;
    return top.contains(element) || element.contains(top) ? "" : `covered by ${about(top)}`;
  }

  return faults.slice(0, 20);
}
