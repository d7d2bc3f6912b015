// Tables that can be put in order by a column.
import { make } from "./dom.js";

const WORDS = ["none", "unnormalised", "bound", "exact"];
const RATINGS = ["very low", "low", "medium", "high", "very high"];

/** What a cell is ordered by: a rating by its rank, all else by its text. */
function keyOf(cell) {
  const named = cell.matches("th") ? cell.querySelector("a")?.lastChild : cell.querySelector(".rating");
  const text = (named ?? cell.firstChild ?? cell).textContent.trim().toLowerCase();
  for (const scale of [RATINGS, WORDS]) {
    const rank = scale.indexOf(text);
    if (rank >= 0) return rank;
  }
  return text;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}

/** Buttons in the heads of a table. */
export function makeSortable(box) {
  const body = box.querySelector("tbody");
  const original = [...body.rows];
  const heads = [...box.querySelectorAll("thead th")];
  heads.forEach((head, column) => {
    const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      const sign = next === "descending" ? -1 : 1;
      const rows = next ? original.toSorted((a, b) => sign * compare(keyOf(a.cells[column]), keyOf(b.cells[column]))) : original;
      body.append(...rows);
    });
  });
}
