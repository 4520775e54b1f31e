/**
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {() => Promise<T>} asks at the first call and keeps the answer; after a failure, the next call asks again
 */
export function once(ask) {
  /** @type {Promise<T> | null} */
  let kept = null;
  return () =>
    (kept ??= ask().catch((error) => {
      kept = null;
      throw error;
    }));
}
