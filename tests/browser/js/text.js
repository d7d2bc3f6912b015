// The words of the page's content, paragraph by paragraph, without those of controls and live regions.
() => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const sort = parentElement.matches("th *, th") && parentElement.closest("button"); // a heading that a script made sortable
    if (!sort && parentElement.closest("button, [role=search], [role=status], [role=tablist], [popover]")) continue;
    if (parentElement.closest("fieldset:not(.question-form *), .table-tools, .again")) continue; // tools, and the reader's own place
    if (parentElement.closest(".question-form :is(legend, select, .field > span, .lines-title, .lines-help)")) continue;
    if (data.trim()) found.push(data.trim().replace(/\s+/g, " "));
  }
  return found;
}
