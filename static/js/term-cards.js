// Glossary terms that the reader chose to learn. Each is two cards: from the term to its meaning, and back.

/** An event of the log: a term was chosen, or let go. It has the fields of an answer that nobody graded. */
export function termEvent(term, title, on) {
  return { question: `glossary/${term}`, rev: 1, rating: 0, first: false, title, on };
}

/** @returns {Map<string, string>} id → title of the terms that are chosen now, by what was said last. */
export function chosenTerms(events) {
  const chosen = new Map();
  const said = events.filter((event) => typeof event.on === "boolean").sort((a, b) => a.at_ms - b.at_ms || (a.uid < b.uid ? -1 : 1));
  for (const { question, title, on } of said) {
    const term = String(question).replace("glossary/", "");
    if (on) chosen.set(term, String(title));
    else chosen.delete(term);
  }
  return chosen;
}

/** The two cards of each chosen term, as rows of the catalogue. */
export function termRows(events) {
  return [...chosenTerms(events)].flatMap(([term, title]) => {
    const row = { type: "recall", rev: 1, since: 1, level: "remember", topic: "glossary", url: `glossary.html#${term}` };
    return [
      { ...row, id: `glossary/${term}`, title: `${title}: the meaning` },
      { ...row, id: `glossary/${term}/back`, title: `${title}: the term` },
    ];
  });
}
