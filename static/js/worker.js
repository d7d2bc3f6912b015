// The service worker. The build writes VERSION and FILES (address from the root → beginning of its SHA-256) in front of it.
//
// Every file is asked of the network first; what is kept answers when there is none. What is kept is one whole version: a new one is
// fetched file by file, each checked against its digest, and takes over when all are there. A page that came from the network and is
// newer than what is kept gets nothing old.

const PREFIX = `studyguide ${registration.scope} `;
const NAME = PREFIX + VERSION;
const AT_ONCE = 6;
/** Client → whether its page is of the version that is kept. */
const pages = new Map();

const absolute = (file) => new URL(file, registration.scope).href;

async function digest(response) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 24);
}

async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
}

/** A file as an older version keeps it, if it has not changed since; else from the network. */
async function find(file, older) {
  for (const cache of older) {
    const kept = await cache.match(absolute(file));
    if (kept && (await digest(kept.clone())) === FILES[file]) return kept;
  }
  const fresh = await fetch(absolute(file), { cache: "no-cache" });
  if (!fresh.ok) throw new Error(`${file}: ${fresh.status}`);
  if ((await digest(fresh.clone())) !== FILES[file]) throw new Error(`${file} is of another version`);
  return fresh;
}

async function keepAll() {
  const cache = await caches.open(NAME);
  const older = await Promise.all((await others()).map((name) => caches.open(name)));
  const wanted = Object.keys(FILES);
  const work = async () => {
    for (let file = wanted.shift(); file; file = wanted.shift()) {
      if (await cache.match(absolute(file))) continue; // an interrupted installation goes on where it was
      await cache.put(absolute(file), await find(file, older));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function fileOf(address) {
  const url = new URL(address);
  const path = decodeURIComponent(url.pathname.slice(new URL(registration.scope).pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(absolute(fileOf(request.url)))) ?? Response.error();
}

async function answer(event) {
  const { request } = event;
  if (request.mode !== "navigate") {
    const ours = await pages.get(event.clientId);
    if (ours === "kept") return kept(request);
    return fetch(request).catch((error) => (ours === "newer" ? Promise.reject(error) : kept(request)));
  }
  try {
    const response = await fetch(request);
    const same = digest(response.clone()).then((found) => (found === FILES[fileOf(request.url)] ? "same" : "newer"), () => "newer");
    pages.set(event.resultingClientId, same);
    return response;
  } catch {
    pages.set(event.resultingClientId, "kept");
    return kept(request);
  }
}

addEventListener("install", (event) => event.waitUntil(keepAll().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  others().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => clients.claim()),
));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  event.respondWith(answer(event));
});
