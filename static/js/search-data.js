// The words of the whole guide, fetched when they are first needed: as a script, because files cannot be fetched from file://.
import { prepare } from "./core/match.js";
import { root } from "./site-root.js";

let loading = null;

/** @returns {Promise<ReturnType<typeof prepare>>} */
export function searchData() {
  loading ??= new Promise((resolve, reject) => {
    window.studyguideSearch = (docs) => resolve(prepare(docs));
    const script = document.createElement("script");
    script.src = `${root}static/search.js`;
    script.onerror = () => reject(new Error("The search data could not be loaded."));
    document.head.append(script);
  });
  return loading;
}
