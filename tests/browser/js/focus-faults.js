// Focuses one element after the other and tells where a reader would not see which.
() => {
  const LEAST_PX = 2;
  const LEAST_CONTRAST = 3;
  document.querySelectorAll("details").forEach((details) => (details.open = true));
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /** Red, green, blue and opacity, each from 0 to 1. */
  function colour(css) {
    if (!known.has(css)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = css;
      pen.fillRect(0, 0, 1, 1);
      known.set(css, [...pen.getImageData(0, 0, 1, 1).data].map((value) => value / 255));
    }
    return known.get(css);
  }
  const light = (rgb) => rgb.slice(0, 3)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  function behind(element) {
    for (let up = element.parentElement; up; up = up.parentElement) {
      const found = colour(getComputedStyle(up).backgroundColor);
      if (found[3] > 0.99) return found;
    }
    return colour("Canvas");
  }
  const about = (element) => {
    const classes = element.getAttribute("class")?.trim().replace(/\s+/g, ".");
    return `${element.localName}${element.id ? `#${element.id}` : ""}${classes ? `.${classes}` : ""} “${element.textContent.trim().slice(0, 30)}”`;
  };

  const faults = [];
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  for (const element of stops) {
    element.focus();
    const fault = (text) => faults.push(`${about(element)}: ${text}`);
    if (document.activeElement !== element) {
      fault("cannot take the focus");
      continue;
    }
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < LEAST_PX) fault(`no outline (${outlineStyle} ${outlineWidth})`);
    else if (outlineStyle !== "auto") {
      const ratio = contrast(colour(outlineColor), behind(element));
      if (ratio < LEAST_CONTRAST) fault(`outline of contrast ${ratio.toFixed(1)}`);
    }
    const box = [...element.getClientRects()].find((one) => one.width && one.height);
    if (!box) {
      fault("takes no room");
      continue;
    }
    const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
    const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
    const top = document.elementFromPoint(x, y);
    if (!top) fault(`out of sight, at ${Math.round(box.left)}, ${Math.round(box.top)}`);
    else if (!top.contains(element) && !element.contains(top)) fault(`covered by ${about(top)}`);
  }
  return [...new Set(faults)].slice(0, 20);
}
