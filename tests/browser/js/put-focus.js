// Gives an element the focus or takes it away, and tells where in the window the element is.
({ index, state }) => {
  const element = window.focusStops[index];
  if (state === "focus") element.focus();
  else element.blur();
  const { x, y, width, height } = [...element.getClientRects()].find((box) => box.width && box.height) ?? element.getBoundingClientRect();
  return { x, y, width, height };
}
