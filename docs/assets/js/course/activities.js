/** What a list holds, as the build has written it out of sight: a scenario, a card or a program each. */

/**
 * @typedef {"classify" | "recall" | "code"} Kind
 *
 * @typedef {object} Activity a scenario, a card or a whole exercise
 * @property {string} key
 * @property {Kind} kind
 * @property {string} exercise its id
 * @property {string} part the scenario or card; empty for a whole exercise
 * @property {string[]} needs exercises that should come first
 * @property {string} href
 * @property {string} title of the exercise
 */

/** @type {Record<Kind, string>} */
export const NAMES = { classify: "A scenario", recall: "A card", code: "A program" };

/**
 * @param {ParentNode} element that holds the list
 * @returns {Activity[]} in the order of the course
 */
export function activitiesOf(element) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-items]"))].flatMap((row) => {
    const { id: exercise = "", kind, items, needs = "" } = row.dataset;
    const link = /** @type {HTMLAnchorElement} */ (row.querySelector("a"));
    const title = link.textContent ?? "";
    const common = { kind: /** @type {Kind} */ (kind), exercise, needs: needs.split(" ").filter(Boolean), title };
    const parts = items ? items.split(" ") : [""];
    const hrefOf = (/** @type {string} */ part) => (part ? `${link.href}-${part}` : link.href);
    return parts.map((part) => ({ ...common, part, key: `${exercise} ${part}`, href: hrefOf(part) }));
  });
}
