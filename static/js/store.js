// What the reader did and how she likes it, kept on her own device and nowhere else. No other module touches the database.
//
// The truth is a log that only ever grows; what is shown is worked out of it (core/progress.js). An event is plain JSON:
//
//   {uid, at_ms, tz, …}    uid is unique in the world; at_ms is UTC, tz the minutes to be added to it for local time
//
// Each event has a transaction of its own, so that a crash loses at most the one being written, and two tabs never lose one
// another's. Reading thousands of records takes a second; so events are packed into blocks of JSON when they become many. Where
// storage is refused (private windows, some browsers on file://), or holds what a newer version of this program wrote, events last
// as long as the page, and `place` says so.

const [LOG, BLOCKS, SETTINGS] = ["log", "blocks", "settings"];
const VERSION = 1;
/** Some browsers never answer in a private window. */
const PATIENCE_MS = 4000;
const MANY_EVENTS = 300;
const BLOCK_EVENTS = 5000;

/** How the reader likes it, until she says otherwise. */
export const DEFAULTS = { retention: 0.9, newADay: 10, reviewsADay: 60, examDay: "", confidence: false, backedUpAt: 0, askedToKeep: false };

/** @typedef {{uid: string, at_ms: number, tz: number, question?: string}} LoggedEvent */

const opened = new Map();

/**
 * The reader's data of one guide; the same for all who ask on a page.
 * @param {string} guide The guide's id, which names the database: many guides may share one origin.
 */
export function openStore(guide) {
  if (!opened.has(guide)) opened.set(guide, open(guide));
  return opened.get(guide);
}

async function open(guide) {
  const name = `studyguide-${guide}`;
  try {
    return new Store(await openDatabase(name, VERSION), "device", name);
  } catch (error) {
    if (error.name !== "VersionError") return new Store(null, "page", name);
    return new Store(await openDatabase(name).catch(() => null), "newer", name);
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase(name, version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    const late = setTimeout(() => reject(new Error("The database does not answer.")), PATIENCE_MS);
    request.onupgradeneeded = () => {
      for (const name of [LOG, BLOCKS]) request.result.createObjectStore(name, { autoIncrement: true });
      request.result.createObjectStore(SETTINGS);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      clearTimeout(late);
      resolve(request.result);
    };
  });
}

class Store {
  /**
   * @param {IDBDatabase | null} database
   * @param {"device" | "page" | "newer"} place Where events go: they stay on this device; they last as long as the page,
   *   because storage is refused; or likewise, because what is stored was written by a newer version and is only read.
   */
  constructor(database, place, name) {
    this.place = place;
    this.database = database;
    this.unsaved = { events: [], settings: {} };
    this.listeners = new Set();
    if (database) database.onversionchange = () => this.letGo();
    this.channel = window.BroadcastChannel && new BroadcastChannel(name);
    this.channel?.addEventListener("message", () => this.tell());
    addEventListener("pageshow", (event) => event.persisted && this.tell());
  }

  /** From now on events last as long as the page. */
  letGo() {
    if (this.place === "device") this.place = "page";
    this.database?.close();
    this.database = null;
  }

  /** Calls back whenever something was added or set, here or in another tab. */
  listen(callback) {
    this.listeners.add(callback);
  }

  tell() {
    for (const callback of this.listeners) callback();
  }

  changed() {
    this.channel?.postMessage("changed");
    dispatchEvent(new CustomEvent("studyguide:changed")); // marks.js looks on
    this.tell();
  }

  /**
   * Adds one event to the log. Done when it is on the disk.
   * @returns {Promise<LoggedEvent>} The event as it was kept.
   */
  async record(event) {
    const whole = { uid: newUid(), at_ms: Date.now(), tz: -new Date().getTimezoneOffset(), ...event };
    await this.add([whole]);
    return whole;
  }

  /**
   * Adds events in one transaction: all of them or none. Of many, those that are there already are passed over.
   * @returns {Promise<number>} How many were new.
   */
  async add(events) {
    const added = this.place === "device" ? await this.write(events).catch(() => this.hold(events)) : await this.hold(events);
    if (added) this.changed();
    return added;
  }

  async write(events) {
    const { log, blocks, done } = this.begin();
    if (events.length === 1) {
      log.add(events[0]);
      await done;
      return 1;
    }
    const known = new Set((await eventsIn(log, blocks)).map((event) => event.uid));
    const fresh = events.filter(({ uid }) => !known.has(uid) && known.add(uid));
    if (fresh.length < MANY_EVENTS) for (const event of fresh) log.add(event);
    else for (let n = 0; n < fresh.length; n += BLOCK_EVENTS) blocks.add(JSON.stringify(fresh.slice(n, n + BLOCK_EVENTS)));
    await done;
    return fresh.length;
  }

  /** Moves the events that stand alone into a block. */
  async pack() {
    const { log, blocks, done } = this.begin();
    const alone = await all(log.getAll());
    const last = await all(blocks.openCursor(null, "prev"));
    const packed = last ? JSON.parse(last.value) : [];
    if (last && packed.length + alone.length <= BLOCK_EVENTS) last.update(JSON.stringify([...packed, ...alone]));
    else if (alone.length) blocks.add(JSON.stringify(alone));
    log.clear();
    await done;
  }

  /** Keeps events for as long as the page lasts: storage is refused, or the disk is full. */
  async hold(events) {
    if (this.place === "device") this.place = "page";
    const before = await this.events().catch(() => this.letGo() ?? this.unsaved.events);
    const known = new Set(before.map((event) => event.uid));
    const fresh = events.filter((event) => !known.has(event.uid));
    this.unsaved.events.push(...fresh);
    return fresh.length;
  }

  /** The whole log, in the order in which it was written on this device. */
  async events() {
    if (!this.database) return this.unsaved.events;
    const work = this.database.transaction([LOG, BLOCKS]);
    const log = work.objectStore(LOG);
    const [alone, kept] = await Promise.all([all(log.count()), eventsIn(log, work.objectStore(BLOCKS))]);
    if (alone >= MANY_EVENTS && this.place === "device") setTimeout(() => this.pack().catch(() => {})); // the next visit will try again
    return [...kept, ...this.unsaved.events];
  }

  /** The events of some questions, and all that take one back. */
  async eventsOf(questions) {
    return (await this.events()).filter((event) => event.undo || questions.includes(event.question));
  }

  /** @returns {Promise<typeof DEFAULTS>} */
  async settings() {
    const found = { ...DEFAULTS };
    if (this.database) {
      const table = this.database.transaction(SETTINGS).objectStore(SETTINGS);
      const [names, values] = await Promise.all([all(table.getAllKeys()), all(table.getAll())]);
      names.forEach((name, number) => (found[name] = values[number]));
    }
    return { ...found, ...this.unsaved.settings };
  }

  async set(name, value) {
    if (this.place === "device") await this.put(name, value).catch(() => this.letGo());
    if (this.place !== "device") this.unsaved.settings[name] = value;
    this.changed();
  }

  async put(name, value) {
    const { settings, done } = this.begin();
    settings.put(value, name);
    await done;
  }

  /** Forgets everything. There is no way back but an exported file. */
  async clear() {
    this.unsaved = { events: [], settings: {} };
    if (this.place === "device") {
      const { done, ...tables } = this.begin();
      for (const table of Object.values(tables)) table.clear();
      await done;
    }
    this.changed();
  }

  /** Asks the browser not to clear this away by itself. @returns {Promise<boolean>} Whether it promised. */
  async persist() {
    if (this.place !== "device" || !navigator.storage?.persist) return false;
    return navigator.storage.persist().catch(() => false);
  }

  async persisted() {
    return this.place === "device" && Boolean(await navigator.storage?.persisted?.().catch(() => false));
  }

  /** A transaction that is on the disk when `done`. */
  begin() {
    const work = this.database.transaction([LOG, BLOCKS, SETTINGS], "readwrite", { durability: "strict" });
    const [log, blocks, settings] = [LOG, BLOCKS, SETTINGS].map((name) => work.objectStore(name));
    return { log, blocks, settings, done: finished(work) };
  }
}

async function eventsIn(log, blocks) {
  const [alone, packed] = await Promise.all([all(log.getAll()), all(blocks.getAll())]);
  return [...packed.flatMap((block) => JSON.parse(block)), ...alone];
}

function all(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(work) {
  return new Promise((resolve, reject) => {
    work.oncomplete = resolve;
    work.onabort = () => reject(work.error);
  });
}

/** `crypto.randomUUID` is only there on https, localhost and file://; a guide may stand on plain http. */
function newUid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
