// Which belongs to which: a menu behind each left-hand side. The list of right-hand sides stays where its formulas must be seen.
import { shuffle } from "../core/shuffle.js";
import { make, textOf } from "../dom.js";
import { idOf, letter, reorder } from "./parts.js";

export function mountMatch({ element, id, key }) {
  const box = element.querySelector(".match");
  const list = element.querySelector(".match-right");
  const rights = [...list.children].map((row) => ({ id: idOf(row), row, text: textOf(row) }));
  const drawn = Boolean(list.querySelector("math, code, img, svg"));
  if (!drawn) box.dataset.plain = "";
  const rows = [...element.querySelectorAll(".match-left > li")].map((row) => {
    const menu = make("select", { class: "match-menu", "aria-label": textOf(row) });
    const word = make("span", { class: "match-word" });
    row.replaceChildren(make("label", { class: "match-pair" }, make("span", { class: "match-text" }, ...row.childNodes), menu), word);
    return { id: idOf(row), row, menu, word };
  });

  function fill() {
    const order = [...list.children].map((row) => rights.find((right) => right.id === idOf(row)));
    for (const { menu } of rows) {
      const offered = order.map((right) => make("option", { value: right.id }, drawn ? `${letter(list, right.row)}: ${right.text}` : right.text));
      menu.replaceChildren(make("option", { value: "" }, "choose"), ...offered);
    }
  }

  fill();
  return {
    read: () => Object.fromEntries(rows.filter(({ menu }) => menu.value).map((row) => [row.id, row.menu.value])),
    ask: "Choose a partner first.",
    mark(done, { parts }) {
      if (!parts) return;
      for (const { id: left, row, word } of rows) {
        row.dataset.mark = parts[left] ? "found" : "wrong";
        word.textContent = parts[left] ? "Right" : "Wrong";
      }
    },
    why: () => [],
    write(answer) {
      for (const { id: left, menu } of rows) menu.value = answer?.[left] ?? "";
    },
    clear(keep) {
      for (const { row, menu, word } of rows) {
        word.textContent = row.dataset.mark = "";
        if (!keep) menu.value = "";
      }
    },
    shuffle(seed) {
      reorder(list, shuffle(rights, id, seed).map((right) => right.id));
      fill();
    },
  };
}
