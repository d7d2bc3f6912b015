// A text with gaps: each becomes a field, or a menu, where it stands.
import { make } from "../dom.js";

export function mountCloze({ element, key }) {
  const gaps = key.gaps.map(({ menu }, number) => {
    const place = element.querySelector(`.gap[data-gap="${number + 1}"]`);
    const label = `Gap ${number + 1} of ${key.gaps.length}`;
    const field = menu
      ? make("select", { class: "gap-input", "aria-label": label }, make("option", { value: "" }, "choose"), ...menu.map((text) => make("option", {}, text)))
      : make("input", { class: "gap-input", type: "text", "aria-label": label, autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    const word = make("span", { class: "gap-word" });
    place.hidden = true;
    place.after(make("span", { class: "gap-field" }, field, word));
    return { field, word };
  });

  return {
    read: () => gaps.map(({ field }) => field.value),
    ask: "Fill in a gap first.",
    mark(done, { parts }) {
      if (!parts) return;
      gaps.forEach(({ field, word }, number) => {
        field.parentElement.dataset.mark = parts[number] ? "found" : "wrong";
        word.textContent = parts[number] ? "right" : "wrong";
      });
    },
    why: () => [],
    write: (answer) => gaps.forEach(({ field }, number) => (field.value = answer?.[number] ?? "")),
    clear(keep) {
      for (const { field, word } of gaps) {
        word.textContent = field.parentElement.dataset.mark = "";
        if (!keep) field.value = "";
      }
    },
  };
}
