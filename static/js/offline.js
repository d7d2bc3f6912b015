// Keeps the guide readable without a network, and lets the reader turn that off. Needs http; a guide on a disk is offline anyway.
import { make } from "./dom.js";
import { readSetting, writeSetting } from "./settings.js";
import { root } from "./site-root.js";

const SETTING = "offline";
const PREFIX = `studyguide ${root} `;
const saves = () => navigator.connection?.saveData === true;

export function mountOffline(list) {
  if (!list || !("serviceWorker" in navigator) || !window.caches || !isSecureContext) return;
  const button = make("button", { type: "button", class: "link-button" });
  const status = make("span", { role: "status" });
  const wanted = () => (readSetting(SETTING) || (saves() ? "off" : "on")) === "on";

  async function size() {
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
    let bytes = 0;
    for (const name of names) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) bytes += (await (await cache.match(request)).blob()).size;
    }
    return `${(bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;
  }

  function show(text = "") {
    button.textContent = wanted() ? "Remove the copy for offline reading" : "Save for offline reading";
    status.textContent = text;
  }

  async function save() {
    const registration = await navigator.serviceWorker.register(`${root}sw.js`, { updateViaCache: "none" });
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "redundant" && !registration.active) show("The copy could not be completed; it is tried again next time.");
    });
    return registration;
  }

  async function remove() {
    const registration = await navigator.serviceWorker.getRegistration(root);
    await registration?.unregister();
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    writeSetting(SETTING, wanted() ? "off" : "on");
    try {
      if (wanted()) {
        show("Saving …");
        await save();
        await navigator.serviceWorker.ready;
        show(`Saved: ${await size()}.`);
      } else {
        await remove();
        show("Removed.");
      }
    } catch {
      show("This browser does not keep copies here.");
    }
    button.disabled = false;
  });
  show();
  list.append(make("li", {}, button, " ", status));
  if (wanted()) addEventListener("load", () => save().catch(() => {}));
}
