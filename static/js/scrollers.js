// A line with a formula wider than a small screen scrolls by itself (formula.css); the keyboard must be able to reach it.

const LINES = ".prose :is(p, li, dd):has(math)";
const small = matchMedia("(max-width: 40em)");

function update() {
  if (!small.matches) return;
  const wide = [...document.querySelectorAll(LINES)].filter((line) => line.scrollWidth > line.clientWidth && line.tabIndex < 0);
  for (const line of wide) line.tabIndex = 0;
}

export function mountScrollers() {
  addEventListener("load", update);
  document.addEventListener("toggle", update, true);
  small.addEventListener("change", update);
}
