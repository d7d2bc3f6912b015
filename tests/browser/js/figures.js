// Texts of drawings that are too small, that lie outside their drawing or on each other; in pixels of the page.
(smallest) => {
  const faults = [];
  for (const svg of document.querySelectorAll("svg[data-diagram]")) {
    const frame = svg.getBoundingClientRect();
    const unit = frame.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")].map((text) => ({ said: text.textContent, box: text.getBoundingClientRect(), size: parseFloat(getComputedStyle(text).fontSize) * unit }));
    for (const { said, box, size } of texts) {
      if (size < smallest) faults.push(`"${said}" is ${size.toFixed(1)} px high`);
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 3 || box.bottom > frame.bottom + 3) faults.push(`"${said}" sticks out`);
    }
    texts.forEach((one, at) => {
      for (const other of texts.slice(at + 1)) {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 1 && high > 5) faults.push(`"${one.said}" lies on "${other.said}"`);
      }
    });
  }
  return faults;
}
