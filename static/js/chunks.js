// Questions as the build rendered them, fetched with those that test the same entry. `studypages.py` writes the scripts.
import { lateScript } from "./site-root.js";

const html = new Map();

window.studyguideChunk = (cards) => {
  for (const [id, text] of Object.entries(cards)) html.set(id, text);
};

/** Where a question stands: glossary cards (`glossary/ID`, `glossary/ID/back`) together, all others by the entry that they test. */
function chunkOf({ id, objective }) {
  return `q/${id.startsWith("glossary/") ? "terms" : objective.replace("/", "-")}.js`;
}

/**
 * A question, ready to be mounted; null where the guide has it no more.
 * @param {{id: string, objective?: string}} row
 * @returns {Promise<HTMLElement | null>}
 */
export async function questionElement(row) {
  await lateScript(chunkOf(row));
  const template = document.createElement("template");
  template.innerHTML = html.get(row.id) ?? "";
  return template.content.firstElementChild;
}
