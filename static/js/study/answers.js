// The reader's answers, which are hers: to look at, to take away, to bring along, to delete.
import { button, make } from "../dom.js";
import { lateModule } from "../site-root.js";
import { answersIn } from "./desk.js";
import { dayOfMs, folded, paragraph, section, status } from "./parts.js";
import { count, fromNow } from "./words.js";

const OLD_DAYS = 30;

/** @returns {{element: HTMLElement, update: () => void}} What changes with the log is drawn again without disturbing the rest. */
export function answers(desk) {
  const said = status();
  const say = (text) => (said.textContent = text);
  const facts = make("p");
  const list = make("div");
  const latest = folded("The latest answers", list);
  const end = make("div");
  const over = folded("Start over", end);
  const more = (act) => lateModule("answers").then(act).catch((error) => say(error.message));
  const save = (text) => button(text, { class: "button button-plain" }, () => more(async ({ saveAnswers }) => say(await saveAnswers(desk))));
  const showLatest = () => latest.open && more(({ history }) => list.replaceChildren(history(desk)));
  latest.addEventListener("toggle", showLatest);
  over.addEventListener("toggle", () => end.children.length || more(({ erasing }) => end.replaceChildren(...erasing(desk, say, save))));

  function update() {
    const place = { device: "in this browser, on this device" }[desk.store.place] ?? "for as long as this page is open";
    facts.replaceChildren(`${count(answersIn(desk.log).length, "answer")}, kept ${place}. ${backup(desk)}`);
    showLatest();
  }

  update();
  const element = section("answers", "Your answers", facts, make("div", { class: "session-bar" }, save("Save them to a file")),
    ...bringing(desk, say, more), said, keeping(desk), latest, over);
  return { element, update };
}

function backup({ settings, today, log }) {
  if (!settings.backedUpAt) return log.length ? "You have no copy of them yet." : "";
  const day = dayOfMs(settings.backedUpAt);
  const old = today - day > OLD_DAYS ? " It may be time for a new one." : "";
  return `Your last copy was made ${fromNow(day, today)}.${old}`;
}

function bringing(desk, say, more) {
  const input = make("input", { type: "file", accept: ".json,application/json", id: "bring" });
  const shown = make("div", { class: "bring-preview" });
  const done = (text) => {
    shown.replaceChildren();
    input.value = "";
    input.focus();
    say(text);
  };
  input.addEventListener("change", () => more(async ({ lookInto }) => {
    if (!input.files.length) return;
    await desk.look();
    const found = lookInto(desk, await input.files[0].text(), done);
    if (!found) return;
    say("");
    shown.replaceChildren(found);
    found.querySelector("button").focus();
  }));
  return [make("div", { class: "study-field" }, make("label", { for: "bring" }, "Bring answers from a file"), input), shown];
}

function keeping(desk) {
  const box = make("div", {});
  const show = async () => {
    const safe = await desk.store.persisted();
    const ask = button("Ask it to keep them", { class: "button button-plain" }, async () => {
      if (await desk.store.persist()) return show();
      ask.replaceWith(paragraph("It did not promise. Browsers do so for sites that you visit often, or have put among your bookmarks. A copy in a file is safe in any case."));
    });
    box.replaceChildren(paragraph(safe ? "Your browser has promised to keep them." : "Your browser may clear them away when the disk is full, or, as Safari does, after a week without a visit."), ...(safe ? [] : [ask]));
  };
  if (desk.store.place === "device") show();
  return box;
}
