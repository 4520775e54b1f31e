/** Brings what was asked for into view, by no more than it takes. */

/** So much of the window a result may fill before the way back to the button gets long. */
const SHARE = 0.6;
const GAP = 12;

/**
 * Scrolls the page until an element's head is below the site's header and so much of the rest in the window as fits
 * well; not at all if it is there already.
 *
 * @param {Element | null | undefined} element
 */
export function bringIntoView(element) {
  if (!element?.isConnected) return;
  const { top, height } = element.getBoundingClientRect();
  const { top: first, bottom: last } = freeSpace();
  const end = top + Math.min(height, SHARE * (last - first));
  const distance = top < first ? top - first : Math.min(Math.max(0, end - last), top - first);
  if (Math.abs(distance) < 1) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollTo({ top: scrollY + distance, behavior: calm ? "instant" : "smooth" });
}

/** @returns {{top: number, bottom: number}} of the window, less the header and a phone's keyboard */
function freeSpace() {
  const { offsetTop = 0, height = innerHeight } = globalThis.visualViewport ?? {};
  return { top: Math.max(offsetTop, headerHeight()) + GAP, bottom: offsetTop + height - GAP };
}

/** @returns {number} height of what covers the top of the window */
export function headerHeight() {
  return document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
}

/** Whatever unfolds, such as the offer of an offline copy in the footer, is in view afterwards. */
export function followUnfolding() {
  const follow = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.contains(document.activeElement)) bringIntoView(target);
  };
  addEventListener("toggle", follow, { capture: true });
}
