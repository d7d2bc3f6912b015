// Texts below the elements of a selector, one a text node; not those of formulas, programs, what stands in for a drawing, and what a script added.
(selector) => {
  const found = [];
  for (const root of document.querySelectorAll(selector)) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (data.trim() && !parentElement.closest("math, pre, button, summary, svg title, svg desc, [role=status], [role=tablist], .anchor")) found.push(data.trim());
    }
  }
  return found;
}
