// A look at where a link leads, without going there: title and summary in a small card.
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

  const linkOf = (event) => event.target.closest?.("a[data-summary]");

  async function open(link) {
    await lateStyles();
    if (!link.dataset.summary || !link.isConnected) return;
    const kind = link.dataset.kind || (link.matches(".term") ? "term" : "");
    card.replaceChildren(
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
  addEventListener("scroll", close, { passive: true });
}
