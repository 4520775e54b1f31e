/** The entry: gives `<rl-exercise>` its behaviour, sets the formulas, and makes wide tables reachable by keyboard. */

import { ExerciseElement } from "./exercise.js";
import { typesetPages } from "./math.js";
import { focusScrollables } from "./pages.js";

if (!customElements.get("rl-exercise")) customElements.define("rl-exercise", ExerciseElement);
typesetPages();
focusScrollables();
