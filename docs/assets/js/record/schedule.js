/**
 * When a thing is due again: FSRS-6 with its usual weights, replayed from the grades. Nothing of it is stored, so neither an
 * import nor a later version of the library can damage it. Pure functions.
 */

/** @typedef {{at: string, grade: "again" | "hard" | "good" | "easy"}} Review */

/**
 * @typedef {object} Schedule
 * @property {Date} due
 * @property {Date} last
 * @property {number} days from the last review until it is due, 0 on the same day
 * @property {number} stability days after which nine of ten such things are still known
 */

const DAY_MS = 24 * 3600 * 1000;
/** @type {Record<Review["grade"], "Again" | "Hard" | "Good" | "Easy">} */
const RATINGS = { again: "Again", hard: "Hard", good: "Good", easy: "Easy" };

/**
 * @param {typeof import("ts-fsrs")} library
 * @param {Review[]} reviews in the order of time
 * @returns {Schedule | null} null before the first
 */
export function replay({ createEmptyCard, fsrs, Rating }, reviews) {
  if (!reviews.length) return null;
  // chance would move what a reload shows
  const scheduler = fsrs({ enable_fuzz: false });
  let card = createEmptyCard(new Date(reviews[0].at));
  for (const { at, grade } of reviews) card = scheduler.next(card, new Date(at), Rating[RATINGS[grade]]).card;
  const last = new Date(reviews[reviews.length - 1].at);
  const days = Math.floor((card.due.getTime() - last.getTime()) / DAY_MS);
  return { due: card.due, last, days, stability: card.stability };
}

/**
 * What takes minutes is not asked for again on the same day, as a card may be.
 *
 * @param {Schedule} schedule
 * @returns {Schedule}
 */
export function rest(schedule) {
  const due = new Date(Math.max(schedule.due.getTime(), schedule.last.getTime() + DAY_MS));
  return { ...schedule, due, days: Math.max(schedule.days, 1) };
}

/**
 * What builds on a thing has been passed: that recalls it too. It is asked about later, and not thought to be known better.
 *
 * @param {Schedule} schedule
 * @param {string[]} passes when something passed that builds on it
 * @returns {Schedule}
 */
export function postpone(schedule, passes) {
  const recalled = Math.max(...passes.map((at) => Date.parse(at)).filter((time) => time > schedule.last.getTime()), 0);
  const due = new Date(Math.max(schedule.due.getTime(), recalled + schedule.days * DAY_MS));
  return { ...schedule, due };
}
