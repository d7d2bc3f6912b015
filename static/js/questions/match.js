// Which belongs to which: a menu behind each left-hand side. The list of right-hand sides stays where its formulas must be seen.
import { shuffle } from "../core/shuffle.js";
import { make, textOf } from "../dom.js";
import { menuOf } from "./cloze.js";
import { idOf, letter, reorder, verdictOf } from "./parts.js";

export function mountMatch({ element, id }) {
  const list = element.querySelector(".match-right");
  const rights = [...list.children].map((row) => ({ id: idOf(row), row, text: textOf(row) }));
  const drawn = list.querySelector("math, code, img, svg");
  element.querySelector(".match").toggleAttribute("data-plain", !drawn);
  const rows = [...element.querySelectorAll(".match-left > li")].map((row) => {
    const menu = menuOf({ class: "match-menu", "aria-label": textOf(row) }, rights.map((right) => [right.id, right.text]));
    const { word, mark } = verdictOf(row);
    row.replaceChildren(make("label", { class: "match-pair" }, make("span", { class: "match-text" }, ...row.childNodes), menu), word);
    return { id: idOf(row), menu, mark };
  });

  return {
    ask: "Choose a partner first.",
    read: () => Object.fromEntries(rows.filter(({ menu }) => menu.value).map((row) => [row.id, row.menu.value])),
    write: (answer) => rows.forEach((row) => (row.menu.value = answer?.[row.id] ?? "")),
    clear(keep, seed) {
      for (const { mark } of rows) mark("");
      if (keep) return;
      const order = shuffle(rights, id, seed).map((right) => right.id);
      reorder(list, order);
      for (const { menu } of rows) {
        const [none, ...options] = menu.options;
        for (const one of options) {
          const right = rights.find((known) => known.id === one.value);
          if (drawn) one.textContent = `${letter(list, right.row)}: ${right.text}`;
        }
        menu.append(...order.map((right) => options.find((one) => one.value === right)));
        none.selected = true;
      }
    },
    mark: ({ parts }) => parts && rows.forEach((row) => row.mark(parts[row.id] ? "found" : "wrong")),
  };
}
