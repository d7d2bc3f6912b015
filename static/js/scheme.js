// A colour scheme that the reader chose is in place before the first paint. Without a choice the system's holds.
try {
  const scheme = localStorage.getItem("studyguide-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be refused; then the system's scheme holds.
}
