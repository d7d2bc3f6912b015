// Begins to look, with all rules or with some, and does not wait.
(rules) => {
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  window.axeAtWork = axe.run(document, { ...only, resultTypes: ["violations"], preload: false, iframes: false });
  window.axeAtWork.catch(() => {});
}
