// Where the site's root is, as seen from this page, and what is fetched from it when it is first needed.

export const root = new URL(".", document.querySelector(".brand")?.href ?? location.href).href;

const sheets = new Map();
const scripts = new Map();

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

/** A script of static/, loaded once: files cannot be fetched from file://, but scripts can. */
export function lateScript(name) {
  if (!scripts.has(name)) {
    scripts.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: `${root}static/${name}`, onload: resolve });
      script.onerror = () => {
        scripts.delete(name);
        script.remove();
        reject(new Error("This part of the guide could not be loaded."));
      };
      document.head.append(script);
    }));
  }
  return scripts.get(name);
}

/** What the entry module of a late bundle exports. */
export async function lateModule(name) {
  await lateScript(`${name}.js`);
  return window.studyguideModules[name];
}
