// Begins to wait for the next change of the results; the promise tells how long after the next key it came, in milliseconds.
() => {
  const dialog = document.querySelector("dialog[open]");
  window.firstResult = new Promise((resolve) => {
    dialog.querySelector("input").addEventListener("input", (event) => {
      const watcher = new MutationObserver(() => {
        if (!dialog.querySelector("li a")) return;
        watcher.disconnect();
        resolve(performance.now() - event.timeStamp);
      });
      watcher.observe(dialog, { childList: true, subtree: true, characterData: true });
    }, { once: true, capture: true });
  });
}
