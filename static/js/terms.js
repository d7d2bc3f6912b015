// On the glossary page: a button beside each term that makes two cards of it for the review, and takes them away again.
import { make } from "./dom.js";
import { openStore } from "./store.js";
import { chosenTerms, termEvent } from "./term-cards.js";

async function mount(glossary) {
  const store = await openStore(document.body.dataset.guide);
  const chosen = chosenTerms(await store.events());
  for (const item of glossary.querySelectorAll(".glossary-item")) {
    const title = item.querySelector("dfn").textContent.trim();
    const button = make("button", { type: "button", class: "term-card", "aria-label": `Review ${title}` }, "Review");
    const show = () => button.setAttribute("aria-pressed", String(chosen.has(item.id)));
    button.addEventListener("click", async () => {
      const event = termEvent(item.id, title, !chosen.has(item.id));
      if (event.on) chosen.set(item.id, title);
      else chosen.delete(item.id);
      show();
      await store.record(event);
    });
    show();
    item.querySelector("dt").append(button);
  }
}

const glossary = document.querySelector(".prose");
if (glossary) mount(glossary);
