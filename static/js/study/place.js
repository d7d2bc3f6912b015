// What it means where answers cannot be kept, and a way to keep them all the same.
import { button, make } from "../dom.js";
import { lateModule } from "../site-root.js";
import { answersIn } from "./desk.js";
import { notice, paragraph, status } from "./parts.js";

const PLACES = {
  page: "This browser does not let the guide keep anything here, as is usual in private windows. You can learn all the same; but save your answers to a file before you leave this page, or they will be lost.",
  newer: "Your answers were kept by a newer version of this guide than the one you see. They are safe and are shown, but new ones last only as long as this page. Reload it to get the newer version.",
};

/** @returns {HTMLElement[]} Nothing where answers stay on the device. */
export function placeNotices(desk, answered = answersIn(desk.log).length > 0) {
  const words = PLACES[desk.store.place];
  if (!words) return [];
  const said = status();
  const save = button("Save them to a file", { class: "button button-plain" }, () =>
    lateModule("answers").then(({ saveAnswers }) => saveAnswers(desk)).then((text) => (said.textContent = text), (error) => (said.textContent = error.message)));
  return [notice(paragraph(words), ...(answered ? [make("div", { class: "session-bar" }, save), said] : []))];
}
