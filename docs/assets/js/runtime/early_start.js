/** Runs on pages with an exercise, while the rest of the page is still coming: Python begins to start. */

import { savesData } from "../base/when_near.js";
import { runtime } from "./runtime.js";

if (!savesData()) runtime.start().catch(() => {}); // the exercise that needs it tries again, and says why
