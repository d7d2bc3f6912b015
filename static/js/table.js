// Tables that can be put in order, narrowed down, and cut to the rows that a reader wants side by side; the address remembers which.
import { make } from "./dom.js";
import { makeSortable } from "./sort.js";

const MOST_VALUES = 6;
const PARAMETER = "compare";

/** What a row is called in an address: the last part of its link. */
const idOf = (row) => row.querySelector("th a").getAttribute("href").replace(/^.*\//, "").replace(/\.html.*$/, "");
const firstText = (cell) => (cell.querySelector(".rating") ?? cell.firstChild ?? cell).textContent.trim();

export function mountTable(box) {
  const rows = [...box.querySelectorAll("tbody tr")];
  const heads = [...box.querySelectorAll("thead th")];
  const names = heads.map((head) => head.textContent.trim());
  const bar = make("div", { class: "table-tools" });
  const status = make("p", { class: "table-status", role: "status" });
  const filters = new Map();
  const chosen = new Set();
  let only = false;

  function show() {
    let shown = 0;
    for (const row of rows) {
      const fits = [...filters].every(([column, value]) => firstText(row.cells[column]) === value);
      row.hidden = !(fits && (!only || chosen.has(row)));
      if (!row.hidden) shown += 1;
    }
    compare.disabled = chosen.size < 2 && !only;
    compare.textContent = only ? "Show all" : chosen.size < 2 ? "Compare: choose two or more rows" : `Compare these ${chosen.size}`;
    compare.setAttribute("aria-pressed", String(only));
    status.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rows`;
  }

  function remember() {
    const url = new URL(location.href);
    if (only && chosen.size) url.searchParams.set(PARAMETER, rows.filter((row) => chosen.has(row)).map(idOf).join("."));
    else url.searchParams.delete(PARAMETER);
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // a page from the disk may not change its address everywhere
    }
  }

  const compare = make("button", { type: "button", class: "tool" });
  compare.addEventListener("click", () => {
    only = !only;
    show();
    remember();
  });

  names.forEach((name, column) => {
    const values = [...new Set(rows.map((row) => firstText(row.cells[column])))];
    if (column === 0 || values.length < 2 || values.length > MOST_VALUES || values.some((value) => value.length > 24)) return;
    const select = make("select", { class: "field" }, make("option", { value: "" }, "any"), ...values.sort().map((value) => make("option", {}, value)));
    select.addEventListener("change", () => {
      if (select.value) filters.set(column, select.value);
      else filters.delete(column);
      show();
    });
    bar.append(make("label", { class: "table-filter" }, `${name} `, select));
  });

  const wanted = new URLSearchParams(location.search).get(PARAMETER)?.split(".") ?? [];
  for (const row of rows) {
    const title = row.querySelector("th a").textContent.trim();
    const mark = make("input", { type: "checkbox", class: "row-mark", "aria-label": `Compare ${title}` });
    mark.checked = wanted.includes(idOf(row));
    if (mark.checked) chosen.add(row);
    mark.addEventListener("change", () => {
      if (mark.checked) chosen.add(row);
      else chosen.delete(row);
      show();
      remember();
    });
    row.querySelector("th").prepend(mark);
  }
  only = chosen.size > 1;
  bar.append(compare);
  box.before(bar, status);
  makeSortable(box);
  show();
}
