// Lightness of the page's background, from 0 to 1.
() => {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  for (const element of [document.documentElement, document.body]) {
    pen.fillStyle = getComputedStyle(element).backgroundColor;
    pen.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
  return alpha ? (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 : 1;
}
