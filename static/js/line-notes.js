// Lines of a program light up while somebody points at the note that explains them, or stands on its link with the keyboard.

export function mountLineNotes(notes) {
  const figure = notes.previousElementSibling;
  if (!figure?.matches("figure.code[id]")) return;
  let pointed = null;
  let focused = null;

  function show() {
    const item = pointed ?? focused;
    const wanted = new Set(item ? item.dataset.lines.split(",") : []);
    for (const line of figure.querySelectorAll(".line[data-line]")) {
      line.classList.toggle("lit", wanted.has(line.dataset.line));
    }
  }

  function point(item) {
    pointed = item;
    show();
  }

  function focus(item) {
    focused = item;
    show();
  }

  notes.addEventListener("pointerover", (event) => point(event.target.closest("li[data-lines]")));
  notes.addEventListener("pointerleave", () => point(null));
  notes.addEventListener("focusin", (event) => focus(event.target.closest("li[data-lines]")));
  notes.addEventListener("focusout", () => focus(null));
}
