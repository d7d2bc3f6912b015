// Sizes of the type that can be seen, in pixels, each with a sample; of formulas only their own size, since indices are small everywhere.
() => {
  const found = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const element = parentElement.closest("math") ?? parentElement;
    if (data.trim() && !parentElement.closest("script, annotation") && element.checkVisibility()) found[parseFloat(getComputedStyle(element).fontSize)] ??= data.trim().slice(0, 30);
  }
  return found;
}
