/** Where to go on from an exercise that is solved. */

/**
 * The page's next exercise, else its next heading, else the next page; sources are no step.
 *
 * @param {Element} exercise
 * @returns {{href: string, words: string} | null} null on the last page
 */
export function nextStep(exercise) {
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
