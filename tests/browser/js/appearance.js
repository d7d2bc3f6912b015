// What is wrong with how a page looks: styles, fonts and formulas that did not come.
async () => {
  await document.fonts.ready;
  const faults = [];
  const loaded = new Set([...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family.replaceAll('"', "")));
  const first = (element) => getComputedStyle(element).fontFamily.split(",")[0].replaceAll('"', "").trim();
  const measure = document.querySelector("main p")?.getBoundingClientRect().width ?? 0;
  if (!loaded.has(first(document.body))) faults.push(`text in ${first(document.body)}, which did not load (${[...loaded]} did)`);
  if (measure > 800) faults.push(`lines ${Math.round(measure)} px long: the page has no styles`);
  const formulas = [...document.querySelectorAll("main math")].filter((math) => math.checkVisibility());
  if (formulas.length && !loaded.has(first(formulas[0]))) faults.push(`formulas in ${first(formulas[0])}, which did not load`);
  for (const math of formulas) {
    const { width, height } = math.getBoundingClientRect();
    if (width < 2 || height < 4) faults.push(`a formula of ${width} × ${height} px: ${math.textContent.trim().slice(0, 60)}`);
  }
  // Text as it is read, without programs, in which such signs are meant.
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (parentElement.closest("code, pre, annotation, kbd, script")) continue;
    const tex = data.match(/\$[^$\s][^$]*\$|\\(?:begin|frac|mathbb|mathrm|left|right|sum|log|text|mid|theta)\b/);
    if (tex) faults.push(`raw TeX: ${data.trim().slice(0, 80)}`);
  }
  return [...new Set(faults)].slice(0, 10);
}
