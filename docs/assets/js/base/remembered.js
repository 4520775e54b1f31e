/** What a browser remembers where it remembers anything: of whoever uses it, or as long as the tab is open. */

/** @typedef {"localStorage" | "sessionStorage"} Memory */

/**
 * @param {string} key
 * @param {Memory} [memory]
 * @returns {any} null where nothing sound is kept
 */
export function remembered(key, memory = "localStorage") {
  try {
    return JSON.parse(globalThis[memory].getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value that JSON can hold; without one the key is forgotten
 * @param {Memory} [memory]
 * @returns {boolean} whether it is kept
 */
export function remember(key, value, memory = "localStorage") {
  try {
    if (value === undefined) globalThis[memory].removeItem(key);
    else globalThis[memory].setItem(key, JSON.stringify(value));
    return true;
  } catch (error) {
    console.warn("This browser does not remember it.", error);
    return false;
  }
}
