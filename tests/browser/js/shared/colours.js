// Colours as the browser draws them, and how well they can be told apart.
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
