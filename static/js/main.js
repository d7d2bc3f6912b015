// Makes what the page already says more comfortable. Each widget enhances HTML that works without it.
import { mountCopy, mountCopyTex } from "./copy.js";
import { mountLater } from "./later.js";
import { mountLineNotes } from "./line-notes.js";
import { mountOffline } from "./offline.js";
import { mountMarks } from "./marks.js";
import { mountPreviews } from "./preview.js";
import { mountScheme } from "./scheme-switch.js";
import { mountScrollers } from "./scrollers.js";
import { mountSearch } from "./search.js";
import { mountSearchPage } from "./search-page.js";
import { lateModule } from "./site-root.js";
import { mountTabs } from "./tabs.js";
import { mountToc } from "./toc.js";

const WIDGETS = {
  meant: (element) => lateModule("find").then(({ mountMeant }) => mountMeant(element), () => {}),
  "search-page": mountSearchPage,
  tabs: mountTabs,
  toc: mountToc,
};

for (const [name, mount] of Object.entries(WIDGETS)) {
  for (const element of document.querySelectorAll(`[data-widget="${name}"]`)) mount(element);
}
for (const figure of document.querySelectorAll("figure.code")) mountCopy(figure);
for (const notes of document.querySelectorAll(".line-notes")) mountLineNotes(notes);
const examples = document.querySelectorAll(".article .example, #derivation + .steps");
if (examples.length) lateModule("worked").then(({ mountWorked }) => examples.forEach(mountWorked), () => {});
for (const tools of document.querySelectorAll(".tools")) {
  mountSearch(tools);
  mountScheme(tools);
}
mountLater(document.querySelectorAll(".kind-home [data-widget=question]"));
mountOffline(document.querySelector(".footer-links"));
mountMarks();
mountScrollers();
mountCopyTex(document.querySelector("main"));
mountPreviews(document.querySelector("main"));
