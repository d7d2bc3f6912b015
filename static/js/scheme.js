// Two things that cannot wait for the first paint: the colours that the reader chose (without a choice the system's hold),
// and a start for the text fonts. The fonts are not asked for in the HTML, because browsers refuse that on file://.
try {
  const scheme = localStorage.getItem("studyguide-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be refused; then the system's scheme holds.
}
if (location.protocol !== "file:") {
  for (const name of ["source-serif", "source-sans"]) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href: new URL(`fonts/${name}.woff2`, document.currentScript.src).href });
    document.head.append(link);
  }
}
