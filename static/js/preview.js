// A look at where a link leads, without going there: title and summary in a small card, or what stands elsewhere on this page.
import { make } from "./dom.js";
import { lateStyles } from "./site-root.js";

const OPEN_AFTER_MS = 350;
const CLOSE_AFTER_MS = 150;
const KINDS = { concept: "Concept", model: "Model type", metric: "Metric", formula: "Formula", sample: "Code", term: "Term", page: "Page" };

export function mountPreviews(main) {
  const card = make("div", { class: "preview", id: "preview", popover: "manual" });
  if (!main || !card.showPopover) return;
  let timer = 0;
  let owner = null;

  const linkOf = (event) => event.target.closest?.("a[data-summary], a.ref[href^='#'], a.footnote-ref[href^='#']");

  /** A copy of the figure, formula, table or note that a link leads to: nothing in it has a name or can be focused. */
  function copyOf(link) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return null;
    const copy = make("div", { class: "preview-copy", inert: "" }, ...(target.matches("li") ? target.cloneNode(true).childNodes : [target.cloneNode(true)]));
    for (const part of copy.querySelectorAll(".copy-box, .anchor, .footnote-backref")) part.remove();
    for (const part of copy.querySelectorAll("[id], [tabindex]")) {
      part.removeAttribute("id");
      part.removeAttribute("tabindex");
    }
    return copy;
  }

  async function open(link) {
    await lateStyles();
    const copy = link.dataset.summary ? null : copyOf(link);
    if (!(link.dataset.summary || copy) || !link.isConnected) return;
    const kind = link.dataset.kind || (link.matches(".term") ? "term" : "");
    if (copy) card.replaceChildren(copy);
    else card.replaceChildren(
      ...(KINDS[kind] ? [make("p", { class: "preview-kind" }, KINDS[kind])] : []),
      make("p", { class: "preview-title" }, link.dataset.title ?? ""),
      make("p", { class: "preview-summary" }, link.dataset.summary),
    );
    document.body.append(card);
    card.showPopover();
    place(link.getClientRects()[0]);
    link.setAttribute("aria-describedby", "preview");
    owner = link;
  }

  function place(link) {
    const room = 8;
    const size = card.getBoundingClientRect();
    const below = link.bottom + room + size.height < innerHeight;
    const x = Math.max(room, Math.min(link.left, document.documentElement.clientWidth - size.width - room));
    card.style.setProperty("inset-block-start", `${below ? link.bottom + room : Math.max(room, link.top - room - size.height)}px`);
    card.style.setProperty("left", `${x}px`);
  }

  function close() {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    if (card.matches(":popover-open")) card.hidePopover();
  }

  function later(action, ms) {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  }

  main.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && linkOf(event);
    if (link && link !== owner) later(() => { close(); open(link); }, OPEN_AFTER_MS);
  });
  main.addEventListener("pointerout", (event) => {
    if (linkOf(event)) later(close, CLOSE_AFTER_MS);
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(close, CLOSE_AFTER_MS));
  main.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) later(() => { close(); open(link); }, OPEN_AFTER_MS);
  });
  main.addEventListener("focusout", close);
  addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("scroll", () => owner && close(), { passive: true }); // a focus that scrolls comes before its card
}
