// Questions whose answers speak for some entries and against others; what they add up to, and why.
import { make } from "./dom.js";

const SHOWN = 3;

/** The entries that an answer names in one way: [id, title, address]. */
const named = (need, way) => [...need.querySelectorAll(`.need-${way} a`)].map((link) => [link.dataset.entry, link.textContent, link.href]);

export function mountChooser(box) {
  const result = make("div", { class: "chosen", role: "status" });
  const needs = [];
  for (const choice of box.querySelectorAll(".choice")) {
    const group = make("div", { class: "needs", role: "radiogroup", "aria-labelledby": `${choice.id}-title` });
    for (const need of choice.querySelectorAll(".need")) {
      const input = make("input", { type: "radio", name: choice.id });
      const text = need.querySelector(".need-text");
      text.replaceWith(make("label", { class: "need-text" }, input, " ", text.textContent));
      group.append(make("div", { class: "need" }, ...need.childNodes));
      needs.push({ input, question: choice.querySelector("h2").textContent, element: group.lastElementChild });
      input.addEventListener("change", show);
    }
    choice.querySelector("ul.needs").replaceWith(group);
  }

  function tally() {
    const table = new Map();
    const note = (need, way, points) => {
      for (const [id, title, href] of named(need.element, way)) {
        const row = table.get(id) ?? { title, href, points: 0, reasons: [] };
        row.points += points;
        row.reasons.push({ good: points > 0, text: need.element.querySelector(".need-why")?.textContent ?? need.question });
        table.set(id, row);
      }
    };
    for (const need of needs.filter(({ input }) => input.checked)) {
      note(need, "favours", 1);
      note(need, "against", -1);
    }
    return [...table.values()].sort((a, b) => b.points - a.points);
  }

  function show() {
    const answered = needs.filter(({ input }) => input.checked).length;
    const best = tally().filter((row) => row.points > 0);
    const top = best.filter((row) => row.points === best[0].points).slice(0, SHOWN);
    const others = best.filter((row) => !top.includes(row)).slice(0, SHOWN);
    const reasons = (row) => make("ul", {}, ...row.reasons.map(({ good, text }) => make("li", {}, good ? text : `But: ${text}`)));
    const heading = top.length ? (top.length > 1 ? "Look at these first" : "Look at this first") : "Nothing stands out yet";
    result.replaceChildren(
      make("p", { class: "label" }, `${heading} (${answered} of ${box.querySelectorAll(".choice").length} answered)`),
      ...top.map((row) => make("div", { class: "chosen-one" }, make("a", { href: row.href }, row.title), reasons(row))),
    );
    if (others.length) result.append(make("p", { class: "chosen-others" }, "Then: ", ...others.flatMap((row, at) => [at ? ", " : "", make("a", { href: row.href }, row.title)]), "."));
  }
  box.append(result);
  show();
}
