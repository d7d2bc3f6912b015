// For pages that one looks things up on: tables, the map, the chooser.
import { mountChooser } from "./chooser.js";
import { mountMap } from "./map.js";
import { mountTable } from "./table.js";

const WIDGETS = { chooser: mountChooser, map: mountMap, sort: mountTable };

for (const [name, mount] of Object.entries(WIDGETS)) {
  for (const element of document.querySelectorAll(`[data-widget="${name}"]`)) mount(element);
}
