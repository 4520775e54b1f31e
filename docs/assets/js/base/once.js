/**
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {() => Promise<T>} asks at the first call and keeps the answer; after a failure, the next call asks again
 */
export function once(ask) {
  /** @type {Promise<T> | null} */
  let answer = null;
  return () =>
    (answer ??= ask().catch((error) => {
      answer = null;
      throw error;
    }));
}
