// Lines to be put into order, perhaps indented, perhaps with some to be left out: buttons, arrow keys on a line's handle, or dragging.
import { grade } from "../core/grade.js";
import { shuffle } from "../core/shuffle.js";
import { button, make, textOf } from "../dom.js";
import { idOf, reorder, verdictOf } from "./parts.js";

const DEEPEST = 5;
const STEP_PX = 28;
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in", Delete: "away", Backspace: "away" };
const TOOLS = { up: ["↑", "Move up"], down: ["↓", "Move down"], out: ["←", "Indent less"], in: ["→", "Indent more"], away: ["×", "Leave out or take in"] };
const VERDICTS = { right: ["found"], place: ["wrong", "Wrong place"], indent: ["wrong", "Wrong indent"], spare: ["wrong", "Does not belong"] };

export function mountOrder({ element, id, key, place, say }) {
  const list = element.querySelector(".lines");
  const aside = make("ul", { class: "lines lines-aside", "aria-label": "Left out" });
  const moves = {
    up: ({ row }) => row.previousElementSibling?.before(row),
    down: ({ row }) => row.nextElementSibling?.after(row),
    ...(key.indents && { out: (line) => indent(line, line.indent - 1), in: (line) => indent(line, line.indent + 1) }),
    ...(key.spares.length && { away: ({ row }) => (row.parentElement === list ? aside : list).append(row) }),
  };
  let touched = false;
  const more = (key.indents ? ", left and right to indent" : "") + (moves.away ? ", Delete to leave out" : "");
  place.querySelector(".question-hint").append(make("span", { class: "lines-help" }, ` Drag the lines by their handles, or use the arrow keys there${more}.`));
  list.setAttribute("aria-label", "Your order");
  if (moves.away) place.append(make("p", { class: "lines-title" }, "Left out"), aside);

  const lines = [...list.children].map((row) => {
    const text = textOf(row);
    const grip = button("", { class: "line-grip" }, () => {});
    const { word, mark } = verdictOf(row);
    const line = { id: idOf(row), row, text, grip, mark, indent: 0 };
    const tools = Object.keys(moves).map((move) => {
      const [sign, label] = TOOLS[move];
      return button(sign, { class: "line-tool", tabindex: "-1", "aria-label": `${label}: ${text}`, title: label, "data-move": move }, () => act(line, move));
    });
    row.replaceChildren(grip, make("span", { class: "line-text" }, ...row.childNodes), word, make("span", { class: "line-tools" }, ...tools));
    grip.addEventListener("keydown", (event) => {
      const move = KEYS[event.key];
      if (!moves[move]) return;
      event.preventDefault();
      act(line, move);
    });
    grip.addEventListener("pointerdown", (event) => event.button || drag(line, event));
    return line;
  });

  const placed = () => [...list.children].map((row) => lines.find((line) => line.row === row));
  const indent = (line, steps) => (line.indent = Math.min(DEEPEST, Math.max(0, steps)));

  function act(line, move) {
    const focused = document.activeElement;
    moves[move](line);
    changed();
    focused.focus();
    say(where(line));
  }

  function changed() {
    touched = true;
    name();
  }

  function where(line) {
    const at = placed().indexOf(line) + 1;
    const deep = key.indents ? `, indented ${line.indent}` : "";
    return at ? `Line ${at} of ${list.children.length}${deep}.` : "Left out.";
  }

  /** What the handles are called depends on where their lines are. */
  function name() {
    for (const line of lines) {
      line.row.dataset.indent = line.row.parentElement === list ? line.indent : 0;
      line.grip.setAttribute("aria-label", `${line.text} – ${where(line)}`);
    }
  }

  /** A line that changes its place leaves the page for a moment, and would lose a captured pointer; so the window listens. */
  function drag(line, { clientX }) {
    const { row, indent: before } = line;
    const end = new AbortController();
    const follow = (event) => {
      const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".lines > li, .lines");
      if (over === aside && row.parentElement === list) aside.append(row);
      else if (over && over !== row && place.contains(over) && over.matches("li")) {
        const below = row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (below) over.after(row);
        else over.before(row);
      }
      if (moves.in) indent(line, before + Math.round((event.clientX - clientX) / STEP_PX));
      changed();
    };
    addEventListener("pointermove", follow, end);
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => end.abort(), end);
  }

  return {
    ask: "Put the lines into order first.",
    read: () => (touched ? placed().map((line) => (key.indents ? { id: line.id, indent: line.indent } : line.id)) : []),
    write(answer) {
      if (answer && moves.away) aside.append(...lines.map((line) => line.row));
      for (const part of answer ?? []) {
        const line = lines.find((known) => known.id === (part.id ?? part));
        line.indent = part.indent ?? 0;
        list.append(line.row);
      }
      changed();
    },
    clear(keep, seed) {
      touched = Boolean(keep);
      for (const line of lines) {
        line.mark("");
        if (!keep) line.indent = 0;
      }
      const real = (order) => order.map((line) => line.id).filter((one) => !key.spares.includes(one));
      const solved = (order) => grade({ ...key, indents: false }, real(order)).right;
      if (!keep) {
        list.append(...lines.map((line) => line.row));
        reorder(list, shuffle(lines, id, seed, solved).map((line) => line.id));
      }
      name();
    },
    mark: ({ parts }) => parts && placed().forEach((line, number) => line.mark(...VERDICTS[parts[number]])),
  };
}
