/** When to fetch what a learner will probably want: early enough, and not for those who count their bytes. */

/** @returns {boolean} whether the browser is told to load no more than it must */
export function savesData() {
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  return connection?.saveData ?? false;
}

/** So many heights of the window below what is seen, an element counts as near. */
const MARGIN = "100%";

/**
 * Calls back once: when an element comes near the viewport, or when the browser has nothing else to do; with the
 * browser's data saver on, never.
 *
 * @param {Element} element
 * @param {() => void} callback
 */
export function whenNear(element, callback) {
  if (savesData()) return;
  let called = false;
  const once = () => {
    observer.disconnect();
    if (!called && element.isConnected) callback();
    called = true;
  };
  const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && once(), {
    rootMargin: MARGIN,
  });
  observer.observe(element);
  // not in every browser
  if ("requestIdleCallback" in globalThis) requestIdleCallback(once, { timeout: 1000 });
  else setTimeout(once, 300);
}
