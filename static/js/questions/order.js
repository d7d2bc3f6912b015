// Lines to be put into order, perhaps indented, perhaps with some to be left out: buttons, arrow keys on a line's handle, or dragging.
import { grade } from "../core/grade.js";
import { shuffle } from "../core/shuffle.js";
import { button, make, textOf } from "../dom.js";
import { idOf, reorder } from "./parts.js";

const DEEPEST = 5;
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in", Delete: "away", Backspace: "away" };
const MARKS = { right: "found", place: "wrong", indent: "wrong", spare: "wrong" };
const WORDS = { right: "Right", place: "Wrong place", indent: "Wrong indent", spare: "Does not belong" };
const STEP_PX = 28;

export function mountOrder({ element, id, key, place, say }) {
  const list = element.querySelector(".lines");
  const hint = element.querySelector(".question-hint");
  const aside = make("ul", { class: "lines lines-aside", "aria-label": "Left out" });
  const spare = key.spares.length > 0;
  let touched = false;
  const more = [...(key.indents ? ["left and right indent"] : []), ...(spare ? ["Delete leaves out"] : [])].join(", ");
  const help = ` Drag the lines by their handles, or use the arrow keys there${more && ": "}${more}.`;
  hint.append(make("span", { class: "lines-help" }, help));
  list.setAttribute("aria-label", "Your order");
  if (spare) place.append(make("p", { class: "lines-title" }, "Left out"), aside);

  const lines = [...list.children].map((row) => {
    const text = textOf(row);
    const grip = button("", { class: "line-grip" }, () => {});
    const tool = (what, sign, label) => button(sign, { class: "line-tool", tabindex: "-1", "aria-label": `${label}: ${text}`, title: label, "data-move": what }, () => move(line, what));
    const word = make("span", { class: "line-word" });
    const tools = [tool("up", "↑", "Move up"), tool("down", "↓", "Move down")];
    if (key.indents) tools.push(tool("out", "←", "Indent less"), tool("in", "→", "Indent more"));
    if (spare) tools.push(tool("away", "×", "Leave out or take in"));
    row.replaceChildren(grip, make("span", { class: "line-text" }, ...row.childNodes), word, make("span", { class: "line-tools" }, ...tools));
    const line = { id: idOf(row), row, text, grip, word, indent: 0 };
    grip.addEventListener("keydown", (event) => {
      if (!KEYS[event.key]) return;
      event.preventDefault();
      move(line, KEYS[event.key]);
    });
    grip.addEventListener("pointerdown", (event) => drag(line, event));
    return line;
  });

  const placed = () => [...list.children].map((row) => lines.find((line) => line.row === row));

  const MOVES = {
    up: ({ row }) => row.previousElementSibling?.before(row),
    down: ({ row }) => row.nextElementSibling?.after(row),
    out: (line) => key.indents && (line.indent = Math.max(0, line.indent - 1)),
    in: (line) => key.indents && (line.indent = Math.min(DEEPEST, line.indent + 1)),
    away: (line) => spare && (line.row.parentElement === list ? aside : list).append(line.row),
  };

  function move(line, what) {
    const focused = line.row.contains(document.activeElement) ? document.activeElement : null;
    MOVES[what](line);
    touched = true;
    name();
    focused?.focus();
    say(where(line));
  }

  function where(line) {
    if (line.row.parentElement === aside) return "Left out.";
    const deep = key.indents ? `, indented ${line.indent}` : "";
    return `Line ${placed().indexOf(line) + 1} of ${list.children.length}${deep}.`;
  }

  /** What the handles are called depends on where their lines are. */
  function name() {
    for (const line of lines) {
      line.row.dataset.indent = line.row.parentElement === list ? line.indent : 0;
      line.grip.setAttribute("aria-label", `${line.text} – ${where(line)}`);
    }
  }

  function drag(line, start) {
    if (start.button) return;
    const before = line.indent;
    line.grip.setPointerCapture(start.pointerId);
    line.row.dataset.held = "";
    const follow = (event) => {
      const over = [list, ...(spare ? [aside] : [])].find((box) => within(box, event.clientY)) ?? line.row.parentElement;
      const next = [...over.children].find((row) => row !== line.row && event.clientY < middle(row));
      if (next !== line.row.nextElementSibling || over !== line.row.parentElement) over.insertBefore(line.row, next ?? null);
      if (key.indents) line.indent = Math.min(DEEPEST, Math.max(0, before + Math.round((event.clientX - start.clientX) / STEP_PX)));
      touched = true;
      name();
    };
    const stop = () => {
      line.grip.removeEventListener("pointermove", follow);
      delete line.row.dataset.held;
    };
    line.grip.addEventListener("pointermove", follow);
    line.grip.addEventListener("lostpointercapture", stop, { once: true });
  }

  const answer = () => placed().map((line) => (key.indents ? { id: line.id, indent: line.indent } : line.id));

  name();
  return {
    read: () => (touched ? answer() : []),
    ask: "Put the lines into order first.",
    mark(done, { parts = [] }) {
      placed().forEach((line, number) => {
        line.row.dataset.mark = MARKS[parts[number]] ?? "";
        line.word.textContent = WORDS[parts[number]] ?? "";
      });
    },
    why: () => [],
    write(given) {
      const rows = (given ?? []).map((part) => (typeof part === "string" ? { id: part, indent: 0 } : part));
      aside.append(...(given && spare ? lines.map((line) => line.row) : []));
      for (const { id: one, indent } of rows) {
        const line = lines.find((known) => known.id === one);
        line.indent = indent;
        list.append(line.row);
      }
      touched = rows.length > 0;
      name();
    },
    clear(keep) {
      for (const line of lines) {
        line.row.dataset.mark = line.word.textContent = "";
        if (!keep) list.append(line.row);
        line.indent *= Number(keep ?? 0);
      }
      touched = Boolean(keep);
      name();
    },
    shuffle(seed) {
      const real = key.items.map((item) => item.id);
      const solved = (order) => grade({ ...key, indents: false }, order.map((line) => line.id).filter((one) => real.includes(one))).right;
      reorder(list, shuffle(lines, id, seed, solved).map((line) => line.id));
      name();
    },
  };
}

function within(box, y) {
  const { top, bottom } = box.getBoundingClientRect();
  return y >= top && y <= bottom;
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
