// The share of the screen that is taken, halfway down the page, by parts that do not scroll away.
() => {
  const scrollsInside = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: "instant" });
  let stuck = 0;
  for (const element of document.body.querySelectorAll("*")) {
    const { position } = getComputedStyle(element);
    if (position !== "fixed" && position !== "sticky") continue;
    if (scrollsInside(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    const broad = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
    if (high > 0 && broad > 0) stuck += (high * broad) / (innerHeight * innerWidth);
  }
  return stuck;
}
