/**
 * The entry of every page. Imports go from a folder to those below it, and never up (tests/test_javascript.py):
 *
 * - `exercise/`: `<rl-exercise>`, the views of the kinds, and drafts; `editor/` is where code is written. Nothing that starts
 *   Python.
 * - `course/`: `<wb-course>`, which adds to a list of exercises what the learner has done, `<wb-mix>`, which draws from it for
 *   today, `<wb-review>`, which brings it back in time, `<wb-summary>`, which adds it up, and `<wb-backup>`, all of it as a file. Locks nothing.
 * - `regrade/`: `<wb-regrade>`, in which instructors have a class's files graded. Only its own page loads it. Keeps nothing.
 * - `offline/`: the copy of the whole site, its control in the footer, its service worker. Nothing about exercises.
 * - `runtime/`: one Python for all exercises, from its files to its replies; `sandbox/` is what runs inside the frame.
 * - `figure/`: `<wb-figure>`, which draws the states that the build has computed, asks what readers predict, and has Python
 *   train where a figure does. Computes nothing.
 * - `record/`: the learner's record, kept in this browser, from whichever tab. Shows nothing.
 * - `report/`: shows what the grader gave, in words that the terminal shares, and draws plots as figures are drawn. Asks nothing and keeps nothing.
 * - `page/`: what a page needs without any exercise: formulas, tables, leaving one page for the next.
 * - `base/`: elements, files, names, shapes of data. Knows nobody above it.
 *
 * One of each in a tab: `runtime`, `copy` and `batch` dispatch `change`; each `ExerciseElement` hears the first, each
 * `OfflineElement` and the note of updates the second, and the `RegradeElement` the first and the third. An element tells its
 * `Panel`; a view calls its `Host`; nobody else listens to an exercise. Modules keep what is asked for once: `assisting` (editor), `katex`, `connection` and `leaving` (database), `reading` (log), `starters`,
 * `manifest` and `worker` (files of the runtime), `open` (footer). Globals: `wbLoader`, the download worker that the page's
 * head starts; `wbDisk` and `wbVendor`, which scripts in the zip call; the theme's `document$`, of each new page.
 * Workers: the download worker fetches; in the frame `parts.js` unpacks, and one or two `worker.js` run Python. Each
 * answers through a port of its own.
 */

import { followUnfolding } from "./base/in_view.js";
import { ExerciseElement } from "./exercise/exercise.js";
import { OfflineElement, announceUpdates } from "./offline/control.js";
import { copy } from "./offline/offline_copy.js";
import { dismantleLeftPages, focusScrollables, keepPageOnInnerLinks, onPage } from "./page/instant_navigation.js";
import { typesetPages } from "./page/math.js";
import { orderPalettes } from "./page/palette.js";

if (!customElements.get("rl-exercise")) customElements.define("rl-exercise", ExerciseElement);
if (!customElements.get("wb-offline")) customElements.define("wb-offline", OfflineElement);
typesetPages();
focusScrollables();
orderPalettes();
followUnfolding();
dismantleLeftPages();
keepPageOnInnerLinks();
announceUpdates();
onPage(() => void defineFigures().catch(leaveFigures));
onPage(() => void defineCourses().catch((error) => console.warn("Lists stay as they are.", error)));
void copy.begin();

/** @param {unknown} error */
function leaveFigures(error) {
  console.warn("Figures stay as they are.", error);
  for (const figure of document.querySelectorAll("wb-figure")) figure.setAttribute("data-shown", "");
}

/** Most pages have no figure, and need not load what draws them. */
function defineFigures() {
  return defineOn("wb-figure", async () => (await import("./figure/figure.js")).FigureElement);
}

async function defineCourses() {
  await Promise.all([
    defineOn("wb-course", async () => (await import("./course/course.js")).CourseElement),
    defineOn("wb-backup", async () => (await import("./course/backup.js")).BackupElement),
    defineOn("wb-summary", async () => (await import("./course/summary.js")).SummaryElement),
    defineOn("wb-review", async () => (await import("./course/review.js")).ReviewElement),
    defineOn("wb-mix", async () => (await import("./course/mix.js")).MixElement),
    defineOn("wb-regrade", async () => (await import("./regrade/regrade.js")).RegradeElement),
  ]);
}

/**
 * Defines an element on the first page that has one.
 *
 * @param {string} name
 * @param {() => Promise<CustomElementConstructor>} load
 */
async function defineOn(name, load) {
  if (!document.querySelector(name) || customElements.get(name)) return;
  const Element = await load();
  if (!customElements.get(name)) customElements.define(name, Element);
}
