/** The page's entry: gives `<rl-exercise>` its behaviour and sets the formulas. */

import { ExerciseElement } from "./exercise.js";
import { typesetPages } from "./math.js";

if (!customElements.get("rl-exercise")) customElements.define("rl-exercise", ExerciseElement);
typesetPages();
