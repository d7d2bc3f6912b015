// The map: arrow keys walk along it, kinds can be left out, and a lesson under the pointer or focus lights up with what it builds on.
import { make } from "./dom.js";

const KINDS = { concept: "Concepts", model: "Model types", metric: "Metrics", formula: "Formulas" };

export function mountMap(figure) {
  const nodes = new Map([...figure.querySelectorAll(".map-node")].map((node) => [node.dataset.entry, node]));
  const arrows = [...figure.querySelectorAll(".map-arrow")];
  const boxOf = (node) => node.querySelector("rect");
  const at = (node) => [Number(boxOf(node).getAttribute("x")), Number(boxOf(node).getAttribute("y"))];
  const shown = (node) => !node.classList.contains("map-out");

  function ways(node, from, to) {
    return arrows.filter((arrow) => arrow.dataset[from] === node.dataset.entry).map((arrow) => nodes.get(arrow.dataset[to])).filter(shown);
  }

  function light(node) {
    for (const arrow of arrows) arrow.classList.toggle("map-lit", Boolean(node) && [arrow.dataset.start, arrow.dataset.end].includes(node.dataset.entry));
    const near = node ? [node, ...ways(node, "end", "start"), ...ways(node, "start", "end")] : [];
    for (const other of nodes.values()) other.classList.toggle("map-lit", near.includes(other));
  }

  function nearest(node, others) {
    const [, y] = at(node);
    return others.toSorted((a, b) => Math.abs(at(a)[1] - y) - Math.abs(at(b)[1] - y))[0];
  }

  const MOVES = {
    ArrowRight: (node) => nearest(node, ways(node, "start", "end")),
    ArrowLeft: (node) => nearest(node, ways(node, "end", "start")),
    ArrowDown: (node) => inColumn(node, 1),
    ArrowUp: (node) => inColumn(node, -1),
  };

  function inColumn(node, step) {
    const column = [...nodes.values()].filter((other) => shown(other) && at(other)[0] === at(node)[0]).sort((a, b) => at(a)[1] - at(b)[1]);
    return column[column.indexOf(node) + step];
  }

  for (const node of nodes.values()) {
    node.addEventListener("pointerenter", () => light(node));
    node.addEventListener("pointerleave", () => light(null));
    node.addEventListener("focus", () => {
      light(node);
      node.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    node.addEventListener("blur", () => light(null));
    node.addEventListener("keydown", (event) => {
      const next = MOVES[event.key]?.(node);
      if (!MOVES[event.key]) return;
      event.preventDefault();
      next?.focus();
    });
  }

  const kinds = [...new Set([...nodes.values()].map((node) => node.dataset.kind))];
  if (kinds.length < 2) return;
  const bar = make("fieldset", { class: "map-kinds" }, make("legend", { class: "label" }, "Show"));
  const boxes = kinds.map((kind) => {
    const box = make("input", { type: "checkbox", value: kind });
    box.checked = true;
    box.addEventListener("change", filter);
    bar.append(make("label", {}, box, ` ${KINDS[kind] ?? kind}`));
    return box;
  });

  function filter() {
    const wanted = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const node of nodes.values()) {
      const out = !wanted.includes(node.dataset.kind);
      node.classList.toggle("map-out", out);
      if (out) node.setAttribute("tabindex", "-1");
      else node.removeAttribute("tabindex");
    }
    for (const arrow of arrows) {
      arrow.classList.toggle("map-out", [arrow.dataset.start, arrow.dataset.end].some((id) => !shown(nodes.get(id))));
    }
  }
  figure.prepend(bar);
}
