// Pieces that the pages for learners share: sections, tables, a line that is read out.
import { dayOf } from "../core/days.js";
import { make } from "../dom.js";

export function section(id, title, ...content) {
  const heading = make("h2", { id, tabindex: "-1" }, title);
  return make("section", { class: `study-part study-${id}`, "aria-labelledby": id }, heading, ...content);
}

export const paragraph = (...content) => make("p", {}, ...content);

export const notice = (...content) => make("div", { class: "notice", role: "note" }, ...content);

export const folded = (summary, ...content) => make("details", { class: "study-more" }, make("summary", {}, summary), ...content);

/** A table that scrolls by itself where it is wider than the page. @param {(Node | string)[][]} rows First cells head their rows. */
export function table(caption, heads, rows) {
  const cell = (tag, attributes) => (content) => make(tag, attributes, ...[content].flat());
  const head = make("tr", {}, ...heads.map(cell("th", { scope: "col" })));
  const body = rows.map(([first, ...rest]) => make("tr", {}, cell("th", { scope: "row" })(first), ...rest.map(cell("td", {}))));
  return make("div", { class: "table", tabindex: "0", role: "group", "aria-label": caption },
    make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body)));
}

/** A line that assistive programs read out when it changes. */
export const status = () => make("p", { class: "study-status", role: "status" });

/** A choice with its name: an input, or a list of [value, word]. */
export function field(id, name, control, ...after) {
  control.id = id;
  return make("div", { class: "study-field" }, make("label", { for: id }, name), control, ...after);
}

export function select(choices, chosen) {
  const options = choices.map(([value, word]) => make("option", { value, ...(value === chosen ? { selected: "" } : {}) }, word));
  return make("select", {}, ...options);
}

/** While the reader works, the page keeps quiet. */
export const inSession = (on) => document.body.toggleAttribute("data-session", on);

/** The reader's day of a moment. */
export const dayOfMs = (at_ms) => dayOf(at_ms, -new Date().getTimezoneOffset());
