// What the tests want to know of every page. Settles first: what comes late has come.
async () => {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const links = {};
  const name = (element, attribute) => `${element.localName}[${attribute}="${element.getAttribute(attribute)}"]`;
  const note = (element, attribute, address) => {
    try {
      links[new URL(address, document.baseURI).href] ??= name(element, attribute);
    } catch {
      links[`invalid:${address}`] ??= name(element, attribute);
    }
  };
  for (const attribute of ["href", "src", "poster", "data", "action", "cite"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) note(element, attribute, element.getAttribute(attribute));
  }
  for (const element of document.querySelectorAll("[srcset]")) {
    for (const part of element.getAttribute("srcset").split(",")) note(element, "srcset", part.trim().split(/\s/)[0]);
  }
  return {
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll("h1")].map((heading) => heading.innerText.trim()),
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links,
  };
}
