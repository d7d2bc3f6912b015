// Texts that only help on a screen: navigation, contents, tools, links to other pages; those that the content does not repeat.
() => {
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const selectors = ".skip, nav, header.header .tools, main button, [role=status]";
  const furniture = [...document.querySelectorAll(selectors)].flatMap((part) => {
    const found = [];
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) found.push(texts.currentNode.data.trim());
    return found;
  });
  const rest = document.documentElement.cloneNode(true);
  rest.querySelectorAll(`${selectors}, script, head`).forEach((part) => part.remove());
  const content = plain(`${rest.textContent} ${document.title}`);
  return [...new Set(furniture)].filter((text) => plain(text).length > 3 && !content.includes(plain(text)));
}
