// A text with gaps: each becomes a field, or a menu, where it stands.
import { make } from "../dom.js";
import { PLAIN } from "./field.js";
import { verdictOf } from "./parts.js";

/** A menu that begins with nothing chosen. */
export function menuOf(attributes, options) {
  return make("select", attributes, make("option", { value: "" }, "choose"), ...options.map(([value, text]) => make("option", { value }, text)));
}

export function mountCloze({ element, key }) {
  const gaps = key.gaps.map(({ menu }, number) => {
    const place = element.querySelector(`.gap[data-gap="${number + 1}"]`);
    const about = { class: "gap-input", "aria-label": `Gap ${number + 1} of ${key.gaps.length}` };
    const field = menu ? menuOf(about, menu.map((text) => [text, text])) : make("input", { ...about, ...PLAIN });
    const box = make("span", { class: "gap-field" }, field);
    const { word, mark } = verdictOf(box);
    box.append(word);
    place.hidden = true;
    place.after(box);
    return { field, mark };
  });

  return {
    ask: "Fill in a gap first.",
    read: () => gaps.map(({ field }) => field.value),
    write: (answer) => gaps.forEach(({ field }, number) => (field.value = answer?.[number] ?? "")),
    clear(keep) {
      for (const { field, mark } of gaps) {
        mark("");
        if (!keep) field.value = "";
      }
    },
    mark: ({ parts }) => parts && gaps.forEach(({ mark }, number) => mark(parts[number] ? "found" : "wrong")),
  };
}
