// Hints come one by one: the next appears when the last was opened.

export function mountHints(element) {
  const all = [...element.querySelectorAll(".hint")];
  const hints = {
    used: 0,
    /** Folds them up, or puts them away altogether. */
    reset(away) {
      hints.used = 0;
      all.forEach((hint, number) => {
        hint.open = false;
        hint.hidden = away || number > 0;
      });
    },
  };
  all.forEach((hint, number) => {
    hint.addEventListener("toggle", () => {
      if (!hint.open || hint.hidden) return;
      hints.used = Math.max(hints.used, number + 1);
      if (all[number + 1]) all[number + 1].hidden = false;
    });
  });
  return hints;
}
