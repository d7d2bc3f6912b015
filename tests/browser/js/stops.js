// One element of each sort that can take the focus, but for sorts that were seen before. Remembers them for put-focus.js.
(seen) => {
  window.focusStops = [];
  const known = new Set(seen);
  const found = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
    if (element.tabIndex < 0 || element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    const area = element.closest("header, nav, main, footer, dialog")?.localName ?? "";
    const classes = (element.getAttribute("class") ?? element.parentElement.getAttribute("class") ?? "").trim().replace(/\s+/g, ".");
    const sort = `${area} ${element.localName}.${classes}`;
    if (known.has(sort)) continue;
    known.add(sort);
    found.push({ sort, index: window.focusStops.push(element) - 1 });
  }
  return found;
}
