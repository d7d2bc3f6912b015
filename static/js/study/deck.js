// Glossary terms as cards: which ones the reader chose, and choosing more.
import { button, make } from "../dom.js";
import { root } from "../site-root.js";
import { chosenTerms, termEvent } from "../term-cards.js";
import { folded, paragraph, section, status } from "./parts.js";
import { count } from "./words.js";

/** @returns {{element: HTMLElement, update: () => void} | null} null where the guide has no glossary. */
export function deck(desk) {
  const options = [...document.querySelectorAll("#terms > option")];
  if (!options.length) return null;
  const said = status();
  const list = make("ul", { class: "deck" });
  const mine = folded("Your terms", list);
  const summary = make("p");
  const input = make("input", { type: "text", list: "terms", id: "term", autocomplete: "off" });
  const form = make("form", { class: "study-field" }, make("label", { for: "term" }, "A term to learn"), input, make("button", { class: "button button-plain" }, "Add"));
  const rest = button("Add all terms", { class: "button-quiet" }, async () => {
    const chosen = chosenTerms(desk.log);
    for (const option of options) if (!chosen.has(option.dataset.id)) await desk.store.record(termEvent(option.dataset.id, option.value, true));
    said.textContent = "All terms are among your cards now.";
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = input.value.trim().toLowerCase();
    const option = options.find(({ value }) => value.toLowerCase() === wanted);
    if (!option) return (said.textContent = wanted ? `The glossary has no term “${input.value.trim()}”.` : "Type a term first.");
    await desk.store.record(termEvent(option.dataset.id, option.value, true));
    said.textContent = `${option.value} is among your cards now.`;
    input.value = "";
  });

  function update() {
    const chosen = chosenTerms(desk.log);
    summary.textContent = chosen.size ? `${count(chosen.size, "term")}, each asked both ways: for its meaning, and for the word.` : "None yet. Each term makes two cards: one asks for its meaning, the other for the word.";
    list.replaceChildren(...[...chosen].map(([id, title]) => make("li", {}, make("a", { href: `${root}glossary.html#${id}` }, title), " ",
      button("Remove", { class: "button-quiet", "aria-label": `Remove ${title}` }, async () => {
        await desk.store.record(termEvent(id, title, false));
        said.textContent = `${title} was removed; what you know of it is not forgotten.`;
        input.focus();
      }))));
    rest.hidden = chosen.size >= options.length;
    mine.hidden = !chosen.size;
  }

  update();
  return { element: section("deck", "Words as cards", summary, form, rest, said, mine), update };
}
