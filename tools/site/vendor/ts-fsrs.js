/* When what was learnt is due again. */
export { createEmptyCard, fsrs, Rating } from "ts-fsrs";
