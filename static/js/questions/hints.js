// Hints come one by one: the next appears when the last was opened.

export function mountHints(element) {
  const all = [...element.querySelectorAll(".hint")];
  let used = 0;
  all.forEach((hint, number) => {
    hint.addEventListener("toggle", () => {
      if (!hint.open || hint.hidden) return;
      used = Math.max(used, number + 1);
      if (all[number + 1]) all[number + 1].hidden = false;
    });
  });
  return {
    used: () => used,
    /** Folds them up, or puts them away altogether. */
    reset(away) {
      used = 0;
      all.forEach((hint, number) => {
        hint.open = false;
        hint.hidden = away || number > 0;
      });
    },
  };
}
