/** The learning platform, as SCORM 1.2 shows it to a page: an object `API` in a window around the page, or behind it. */

/** Windows in windows: more than any platform has. */
const MOST = 20;

/**
 * @typedef {object} Api
 * @property {(nothing: "") => string | boolean} LMSInitialize
 * @property {(nothing: "") => string | boolean} LMSFinish
 * @property {(element: string) => string} LMSGetValue
 * @property {(element: string, value: string) => string | boolean} LMSSetValue
 * @property {(nothing: "") => string | boolean} LMSCommit
 * @property {() => string} LMSGetLastError
 */

/**
 * @param {any} start the window of this page
 * @returns {Api | null}
 */
export function findApi(start) {
  return around(start) ?? behind(start) ?? behind(topOf(start));
}

/** @param {any} start */
function around(start) {
  let window = start;
  for (let count = 0; count < MOST; count++) {
    const api = apiOf(window);
    if (api || window.parent === window || !window.parent) return api;
    window = window.parent;
  }
  return null;
}

/** @param {any} window that another has opened */
function behind(window) {
  try {
    return window.opener ? around(window.opener) : null;
  } catch {
    return null; // of another host
  }
}

/** @param {any} window */
function topOf(window) {
  return window.top ?? window;
}

/** @param {any} window */
function apiOf(window) {
  try {
    return window.API ?? null;
  } catch {
    return null; // of another host
  }
}
