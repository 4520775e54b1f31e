/** Small things that a browser remembers of whoever uses it, where it remembers any. Nobody's work is among them. */

/**
 * @param {string} key
 * @returns {any} null where nothing sound is kept
 */
export function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value that JSON can hold
 */
export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch (error) {
    console.warn("This browser does not remember it.", error);
  }
}
