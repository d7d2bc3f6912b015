// For 404.html only: this file was found, so its own address tells where the site's root is; the page's links are set from there.
{
  const root = new URL("../", document.currentScript.src);
  const mend = () => {
    for (const link of document.querySelectorAll("a[href]:not([href^='#'])")) {
      const href = link.getAttribute("href");
      if (!/^[a-z]+:/i.test(href)) link.href = new URL(href, root).href;
    }
    if (root.href === new URL("./", location.href).href) return;
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("static/site.js", root).href }));
  };
  if (!document.documentElement.dataset.root) {
    document.documentElement.dataset.root = root.href;
    document.addEventListener("DOMContentLoaded", mend);
  }
}
