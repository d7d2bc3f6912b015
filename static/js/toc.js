// Marks, in the page's contents, the section that is being read.

export function mountToc(toc) {
  const links = new Map();
  for (const link of toc.querySelectorAll('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  let shown = null;

  function update() {
    const line = innerHeight * 0.3;
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < line);
    const current = links.get(above.at(-1)) ?? null;
    if (current === shown) return;
    shown?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "location");
    shown = current;
  }

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  }, { passive: true });

  // On small screens the contents lie over nothing: a choice closes them.
  toc.addEventListener("click", (event) => {
    if (event.target.closest("a")) toc.querySelector("details").open = false;
  });
  update();
}
