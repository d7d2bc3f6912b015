// Stands in for the site's service worker: a preview must never answer with what it stored.
addEventListener("install", () => skipWaiting());
addEventListener("activate", () => registration.unregister());
