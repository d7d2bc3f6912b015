// Where the site's root is, as seen from this page, and what is fetched from it when it is first needed.

export const root = new URL(".", document.querySelector(".brand")?.href ?? location.href).href;

const sheets = new Map();

/** Styles of what only a script draws; they are not worth a reader's first second. */
export function lateStyles(name = "late") {
  if (!sheets.has(name)) sheets.set(name, load(name));
  return sheets.get(name);
}

function load(name) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${root}static/late/${name}.css`, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}
