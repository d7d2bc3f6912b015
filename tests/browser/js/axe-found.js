// Waits for what was begun. One entry an element.
async () => {
  const { violations } = await window.axeAtWork;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => ({ rule: id, target: node.target.join(" "), why: node.failureSummary.replace(/\s+/g, " ") })));
}
