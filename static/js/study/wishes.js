// How the reader likes it: how well she wants to remember, how much a day, until when.
import { interval } from "../core/fsrs.js";
import { make } from "../dom.js";
import { field, section, select, status } from "./parts.js";
import { percent } from "./words.js";

const USUAL = 0.9;
const RETENTIONS = [0.8, 0.85, 0.9, 0.95];
const MOST_A_DAY = 500;
/** Gaps are compared at a stability of so many days; the ratio is nearly the same at any other. */
const SAMPLE_DAYS = 100;

export function wishes(desk) {
  const { settings, store } = desk;
  const said = status();
  const hint = (text) => make("p", { class: "study-hint" }, text);
  const effect = make("p", { class: "study-hint", id: "retention-effect" });
  const save = (name, read) => async (event) => {
    const value = read(event.currentTarget);
    if (value === undefined) return;
    await store.set(name, value);
    said.textContent = "Saved.";
  };

  const retention = select(RETENTIONS.map((share) => [String(share), percent(share)]), String(settings.retention));
  retention.setAttribute("aria-describedby", effect.id);
  retention.addEventListener("change", () => (effect.textContent = effectOf(Number(retention.value))));
  retention.addEventListener("change", save("retention", ({ value }) => Number(value)));
  effect.textContent = effectOf(settings.retention);

  const exam = make("input", { type: "date", value: settings.examDay });
  exam.addEventListener("change", save("examDay", ({ value }) => value));
  const sure = make("input", { type: "checkbox", id: "confidence" });
  sure.checked = settings.confidence;
  sure.addEventListener("change", save("confidence", ({ checked }) => checked));

  return section("wishes", "How you like it",
    field("retention", "How much you want to remember", retention), effect,
    field("new-a-day", "New questions a day, at most", number(settings.newADay, save("newADay", whole))),
    field("reviews-a-day", "Reviews a day, at most", number(settings.reviewsADay, save("reviewsADay", whole))),
    hint("What does not fit into one day waits for the next. Nothing is lost by it."),
    field("exam-day", "Day of your exam, if there is one", exam),
    hint("In the week before it, every question that you have learnt comes once more."),
    make("div", { class: "study-field study-check" }, sure, make("label", { for: "confidence" }, "Ask me how sure I am before I see whether I was right")),
    hint("You will then see here how well you judge yourself."),
    said);

  function number(value, act) {
    const input = make("input", { type: "number", min: "0", max: String(MOST_A_DAY), step: "1", inputmode: "numeric", value: String(value) });
    input.addEventListener("change", act);
    return input;
  }

  function whole(input) {
    const given = Number(input.value);
    const ok = input.value !== "" && Number.isInteger(given) && given >= 0 && given <= MOST_A_DAY;
    input.setAttribute("aria-invalid", String(!ok));
    if (!ok) said.textContent = `Give a whole number from 0 to ${MOST_A_DAY}; what was there before still holds.`;
    return ok ? given : undefined;
  }
}

/** What a retention means, beside the usual one. */
function effectOf(retention) {
  const times = interval(SAMPLE_DAYS, retention) / interval(SAMPLE_DAYS, USUAL);
  const forgets = `You will know about ${Math.round(retention * 20)} of 20 answers when you are asked`;
  if (times === 1) return `${forgets}. That is what most people want.`;
  return times > 1
    ? `${forgets}, and gaps are about ${times.toFixed(1)} times as long as at ${percent(USUAL)}: less work, more to learn anew.`
    : `${forgets}, and questions come about ${(1 / times).toFixed(1)} times as often as at ${percent(USUAL)}.`;
}
