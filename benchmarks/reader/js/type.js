// How the page's text is set: letters a line (of paragraphs with three lines and more), and the least contrast of each sort of text.
() => {
  const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const letters = [];
  for (const paragraph of document.querySelectorAll("main .prose > p")) {
    if (paragraph.querySelector("math, .math, img, svg") || !paragraph.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / 8)));
    if (lines.size < 3) continue;
    // The last line is short: it does not count, nor do its letters.
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const rows = new Map();
    while (texts.nextNode()) {
      for (let at = 0; at < texts.currentNode.length; at += 1) {
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + 1);
        const row = Math.round(range.getBoundingClientRect().bottom / 8);
        rows.set(row, (rows.get(row) ?? 0) + 1);
      }
    }
    letters.push(...[...rows].sort(([a], [b]) => a - b).map(([, count]) => count).filter((count) => count > 8).slice(0, -1));
  }
  const sorts = { text: "main .prose > p:not([class])", links: "main .prose a[href]", code: "main pre code span", muted: ".meta, .label, .question-label, figcaption, .footer" };
  const contrasts = {};
  for (const [sort, selector] of Object.entries(sorts)) {
    const ratios = [];
    for (const element of document.querySelectorAll(selector)) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !element.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(element);
      const ground = colour(style.backgroundColor)[3] > 0.99 ? colour(style.backgroundColor) : behind(element);
      ratios.push(contrast(colour(style.color), ground));
    }
    contrasts[sort] = ratios.length ? Math.min(...ratios) : null;
  }
  return { letters: middle(letters), contrasts };
}
