// What the reader has in front of her when she sits down to learn: her log, what it comes to today, and the guide's questions.
import { dayOf } from "../core/days.js";
import { mastery, whatNext } from "../core/mastery.js";
import { merge, replay } from "../core/progress.js";
import { plan, sitting } from "../core/queue.js";
import { make } from "../dom.js";
import { guideData } from "../guide-data.js";
import { openStore } from "../store.js";
import { termRows } from "../term-cards.js";

const DAY_MS = 86_400_000;

/** @typedef {{id: string, type: string, rev: number, since: number, objective?: string, url: string, title: string, topic?: string,
 *   level: string, difficulty: string, replaces?: string[]}} Row A question of the guide, or a glossary card. */

export async function openDesk() {
  const [store, data] = await Promise.all([openStore(document.body.dataset.guide), guideData()]);
  const desk = new Desk(store, data);
  await desk.look();
  return desk;
}

/** The desk for a page of its own: what the page says without it goes. Null, and a notice, where the questions cannot be loaded. */
export async function openDeskIn(box) {
  try {
    const desk = await openDesk();
    document.querySelector(".study-plain").remove();
    return desk;
  } catch {
    box.append(make("p", { class: "notice", role: "note" }, "The questions could not be loaded. Are you offline? Reload the page to try again."));
    return null;
  }
}

export class Desk {
  constructor(store, data) {
    this.store = store;
    this.data = data;
    this.questions = data.questions;
    this.entries = new Map(data.entries.map((entry) => [entry.id, entry]));
  }

  /** Reads the log again, and works out where things stand at this moment. */
  async look() {
    const [events, settings] = await Promise.all([this.store.events(), this.store.settings()]);
    this.log = merge(events);
    this.settings = settings;
    this.today = dayOf(Date.now(), -new Date().getTimezoneOffset());
    const rows = [...this.questions, ...termRows(this.log)];
    this.rows = new Map(rows.map((row) => [row.id, row]));
    this.cards = replay(this.log, rows);
    this.goal = { retention: settings.retention, ...(settings.examDay ? { exam: Date.parse(settings.examDay) / DAY_MS } : {}) };
    this.limits = { fresh: settings.newADay, reviews: settings.reviewsADay };
  }

  /** When each question that was ever graded comes again. @returns {{id: string, day: number}[]} */
  plan() {
    return plan(this.cards, this);
  }

  /** What to ask now: what is due, then what is new of that which the reader began to read. @returns {string[]} */
  sitting() {
    const groups = Object.fromEntries([...this.rows.values()].map((row) => [row.id, row.objective ?? row.topic]));
    return sitting(this.cards, { ...this, today: this.today, fresh: this.fresh(), groups });
  }

  /** Questions that may be begun, in the order of the guide: chosen glossary cards, then those of entries that were begun. */
  fresh() {
    const begun = new Set([...this.cards.keys()].map((id) => this.rows.get(id).objective));
    const unseen = [...this.rows.values()].filter((row) => isGraded(row) && !this.cards.get(row.id)?.memory);
    return [...unseen.filter((row) => !row.objective), ...unseen.filter((row) => row.objective && begun.has(row.objective))].map((row) => row.id);
  }

  /** Entry → how far the reader is with its questions. An explanation is never graded, so that it does not count. */
  states() {
    const graded = (entry) => (entry.questions ?? []).filter((id) => isGraded(this.rows.get(id)));
    return new Map(this.data.entries.map((entry) => [entry.id, mastery(graded(entry), this.cards, this.goal, this.today)]));
  }

  /** The page to go on with, when nothing is due. */
  next() {
    const words = new Map([...this.states()].map(([id, { status }]) => [id, status]));
    return this.entries.get(whatNext(this.data.entries, words, 0)?.page);
  }

  /** What became of questions that were answered before their key was corrected. */
  corrected() {
    return [...this.cards.values()].filter((card) => card.corrected).map((card) => this.rows.get(card.id));
  }
}

/** Without what is no answer, such as the choice of a glossary card. */
export const answersIn = (log) => log.filter((event) => event.question && event.mode);

/** An explanation is never graded, so that it is never due. */
export const isGraded = (row) => row.type !== "explain";
