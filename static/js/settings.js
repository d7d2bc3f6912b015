// The reader's choices that outlive a page. Storage may be refused (private windows, file://); then they last for the page.

const PREFIX = "studyguide-";
const memory = new Map();

export function readSetting(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? "";
  } catch {
    return memory.get(name) ?? "";
  }
}

export function writeSetting(name, value) {
  memory.set(name, value);
  try {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    // kept in memory
  }
}
