/** Waiting for what may never answer. Time in which the page computes does not count: it could hear no answer then. */

/** Nobody should wait any longer, though an answer may still come. */
export class Late extends Error {}

/** The wait is so many moments, each at least as long as it should be. */
const MOMENTS = 10;

/**
 * @template T
 * @param {(alive: () => void) => Promise<T>} work calls `alive` whenever a part of it is done
 * @param {number} ms after which it is given up, if nothing has come of it
 * @param {() => void} onLate called if it was done after all, when it had been given up
 * @returns {Promise<T>}
 * @throws {Late} if it takes too long
 */
export function waitFor(work, ms, onLate) {
  let left = MOMENTS;
  const result = work(() => (left = MOMENTS));
  return new Promise((resolve, reject) => {
    const lose = () => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      reject(new Late("There is no answer."));
      result.then(onLate, () => {});
    };
    const timer = setInterval(lose, ms / MOMENTS);
    result.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
