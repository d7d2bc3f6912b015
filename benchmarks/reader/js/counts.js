// Nodes of the page, and what a strict policy would forbid in it.
() => {
  const all = [...document.querySelectorAll("*")];
  const data = (script) => /json/.test(script.type);
  const inline = all.filter((element) => (element.localName === "script" && !element.src && !data(element)) || element.localName === "style" || element.hasAttribute("style") || [...element.attributes].some((one) => one.name.startsWith("on")));
  return { nodes: all.length, inline: inline.length };
}
