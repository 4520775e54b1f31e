/** Where to go on from an exercise that is solved. */

/** @import { Step } from "../base/types.js" */

/**
 * The heading that the prompt leads to, and the next step of the page.
 *
 * @param {Element} exercise
 * @returns {Step[]} none on the last page
 */
export function nextSteps(exercise) {
  const steps = [reading(exercise), nextStep(exercise)].filter((step) => step !== null);
  return steps.filter(({ href }, index) => index === 0 || href !== steps[0].href);
}

/**
 * What the exercise is about: the first heading to which its prompt has a link.
 *
 * @param {Element} exercise
 * @returns {Step | null}
 */
function reading(exercise) {
  for (const link of exercise.querySelectorAll('.wb-prompt a[href*="#"]')) {
    const { hash, pathname, href } = /** @type {HTMLAnchorElement} */ (link);
    const target = pathname === location.pathname ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (target?.closest("rl-exercise")) continue; // the step to an exercise is another one
    return { href, words: `Read on: ${target?.matches("h1, h2, h3, h4") ? wordsOf(target) : link.textContent?.trim()}` };
  }
  return null;
}

/**
 * The page's next exercise, else its next heading, else the next page; sources are not a step.
 *
 * @param {Element} exercise
 * @returns {Step | null}
 */
function nextStep(exercise) {
  const content = exercise.closest("article") ?? document.body;
  const after = (/** @type {string} */ selector) =>
    [...content.querySelectorAll(selector)].find((element) => isAfter(element, exercise));
  const other = after("rl-exercise");
  const title = other?.querySelector("[id]");
  if (title) return { href: `#${title.id}`, words: `Next exercise: ${other?.getAttribute("data-title")}` };
  const heading = after("h2[id]:not(#sources)");
  if (heading) return { href: `#${heading.id}`, words: `Read on: ${wordsOf(heading)}` };
  const page = document.querySelector(".md-footer__link--next");
  const name = page?.querySelector(".md-ellipsis")?.textContent?.trim();
  return page && name ? { href: page.getAttribute("href") ?? "", words: `Next page: ${name}` } : null;
}

/**
 * @param {Element} element
 * @param {Element} exercise
 */
function isAfter(element, exercise) {
  return Boolean(exercise.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) && !exercise.contains(element);
}

/** @param {Element} heading without the link to itself */
function wordsOf(heading) {
  const copy = /** @type {Element} */ (heading.cloneNode(true));
  copy.querySelector(".headerlink")?.remove();
  return copy.textContent?.trim() ?? "";
}
