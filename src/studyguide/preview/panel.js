// Shows what is wrong with the guide on top of a previewed page, out of reach of the page's own styles.

const STYLE = `
  :host { all: initial; color-scheme: light dark; }
  @media print { :host { display: none; } }
  section {
    position: fixed; inset: 0 0 auto; z-index: 2147483647; max-block-size: 50vh; overflow: auto;
    font: 15px/1.5 system-ui, sans-serif; color: light-dark(#1f2328, #f0f1f3); background: light-dark(#fff4f2, #2b1b1a);
    border-block-end: 3px solid light-dark(#c62a1a, #ff8a7a); box-shadow: 0 4px 24px #0004;
  }
  section:empty { display: none; }
  details { padding: 8px 16px; }
  summary { font-weight: 700; cursor: pointer; padding-inline-end: 96px; min-block-size: 28px; }
  button {
    position: absolute; inset-block-start: 6px; inset-inline-end: 16px; font: inherit; padding: 2px 10px; cursor: pointer;
    color: inherit; background: none; border: 1px solid currentColor; border-radius: 4px;
  }
  :focus-visible { outline: 3px solid light-dark(#0b57d0, #9ec1ff); outline-offset: 2px; }
  ol { list-style: none; margin: 0; padding: 0; }
  li { padding-block: 8px; border-block-start: 1px solid light-dark(#c62a1a44, #ff8a7a44); }
  p { margin: 0; overflow-wrap: anywhere; }
  .place { font-family: ui-monospace, monospace; font-size: 13px; }
  pre { margin: 4px 0; padding: 4px 8px; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; background: light-dark(#0000000d, #ffffff14); }
  mark { color: inherit; background: light-dark(#ffb3a8, #8a2a1f); }
`;
const DISMISSED = "studyguide preview: dismissed";

const host = document.createElement("div");
const shadow = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet(); // a script's own sheet is allowed where a policy forbids inline styles
const panel = document.createElement("section");
panel.setAttribute("role", "status");
panel.setAttribute("aria-label", "Problems of the guide");
shadow.adoptedStyleSheets = [sheet];
shadow.append(panel);
let folded = false;

/** @param {{path: string, line: number, column: number, message: string, hint: string, excerpt: string}[]} problems */
export function showProblems(problems) {
  const all = JSON.stringify(problems);
  if (!host.isConnected) open();
  if (problems.length === 0) recall(DISMISSED, "");
  const hidden = problems.length === 0 || recall(DISMISSED) === all;
  panel.replaceChildren(...(hidden ? [] : [list(problems), dismissal(all)]));
}

function open() {
  sheet.replaceSync(STYLE);
  document.body.append(host);
}

function list(problems) {
  const details = element("details", "");
  details.open = !folded;
  details.ontoggle = () => (folded = !details.open);
  const heading = problems.length === 1 ? "1 error" : `${problems.length} errors`;
  const items = element("ol", "");
  items.append(...problems.map(item));
  details.append(element("summary", `${heading}: pages stay as they were`), items);
  return details;
}

function item(problem) {
  const place = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
  const parts = element("li", "");
  parts.append(element("p", place, "place"), element("p", problem.message));
  if (problem.excerpt) parts.append(excerpt(problem));
  if (problem.hint) parts.append(element("p", `→ ${problem.hint}`));
  return parts;
}

/** The line with the place marked; columns count characters, not UTF-16 units. */
function excerpt({ excerpt, column }) {
  const signs = [...excerpt];
  const at = column ? column - 1 : signs.length;
  const line = element("pre", signs.slice(0, at).join(""));
  line.append(element("mark", signs[at] ?? ""), signs.slice(at + 1).join(""));
  return line;
}

function dismissal(all) {
  const button = element("button", "Dismiss");
  button.type = "button";
  button.onclick = () => {
    recall(DISMISSED, all);
    panel.replaceChildren();
  };
  return button;
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** What this tab remembers across reloads; with a value, remembers it. */
function recall(key, value) {
  try {
    if (value !== undefined) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
