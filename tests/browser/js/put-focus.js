// Gives an element the focus or takes it away, and tells where in the window it is: it, or the card that it stands for.
({ index, state }) => {
  const stop = window.focusStops[index];
  const element = stop.closest(".card") ?? stop;
  if (state === "focus") stop.focus();
  else stop.blur();
  const { x, y, width, height } = [...element.getClientRects()].find((box) => box.width && box.height) ?? element.getBoundingClientRect();
  return { x, y, width, height };
}
