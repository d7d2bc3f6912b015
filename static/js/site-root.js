// Where the site's root is, as seen from this page, and what is fetched from it when it is first needed.

export const root = new URL(".", document.querySelector(".brand")?.href ?? location.href).href;

let styles = null;

/** Styles of what only a script draws; they are not worth a reader's first second. */
export function lateStyles() {
  styles ??= new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${root}static/late/late.css`, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
  return styles;
}
