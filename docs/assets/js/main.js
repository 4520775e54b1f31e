/**
 * The entry: gives `<rl-exercise>` its behaviour, sets the formulas, makes wide tables reachable by keyboard, and looks
 * after the offline copy, if the learner has one.
 */

import { ExerciseElement } from "./exercise/exercise.js";
import { typesetPages } from "./page/math.js";
import { OfflineElement, announceUpdates } from "./offline/control.js";
import { copy } from "./offline/offline_copy.js";
import { dismantleLeftPages, focusScrollables } from "./page/instant_navigation.js";

if (!customElements.get("rl-exercise")) customElements.define("rl-exercise", ExerciseElement);
if (!customElements.get("wb-offline")) customElements.define("wb-offline", OfflineElement);
typesetPages();
focusScrollables();
dismantleLeftPages();
announceUpdates();
void copy.begin();
