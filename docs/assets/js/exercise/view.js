/**
 * What an exercise and the view of its kind offer each other. Nothing here runs.
 *
 * @import { Bundle, Draft, Report, RunResult, Submission } from "../base/types.js"
 *
 * @typedef {object} Host An exercise, as its view sees it.
 * @property {HTMLElement} element what the page holds of it
 * @property {import("../record/store.js").Store} store
 * @property {() => Promise<Bundle>} bundle
 * @property {() => Promise<Bundle | null>} bundleOrNull null where it cannot be loaded, which is then said
 * @property {(submission?: Submission, lookAtIt?: () => void) => Promise<void>} check grades what the view reads, or a part of
 *   it, and brings into view what was said of it
 * @property {(request: object, draw: (run: RunResult) => Node) => Promise<void>} run runs without grading
 * @property {(draft: Draft) => void} changed keeps what the learner has changed
 * @property {(text: string) => void} tell reads out what the eye finds anyway
 * @property {(text: string) => void} say one sentence, which screen readers read out
 *
 * @typedef {object} Answering How an answer is given, read and kept.
 * @property {boolean} needsPython as soon as the learner begins, and not only for the verdict
 * @property {{text: string}} [checkLabel] of the button; a view without it calls `check` itself
 * @property {Node} [element] goes above the panel
 * @property {Node} [help] goes right below the buttons
 * @property {import("./panel.js").Action[]} [actions] besides Check
 * @property {HTMLElement[]} [buttons]
 * @property {number} [seed] of the draw
 * @property {Draft} draft what is to be kept of what the learner has entered
 * @property {() => Submission} read
 * @property {(draft: Draft) => void} restore
 * @property {(bundle: Bundle) => void} reset
 * @property {(bundle: Bundle) => boolean} isUntouched
 * @property {(submission: Submission, grading: import("./grading.js").Grading) => Promise<string | null>} [fingerprint]
 *   what tells two submissions apart, if not the answers themselves; null for what does not count
 * @property {() => void} [destroy] gives back what an element that has left the page would hold
 *
 * @typedef {object} Reporting How a result is shown, where that is not done in the same way for all kinds.
 * @property {(report: Report, bundle: Bundle, submission: Submission) => void} [show]
 * @property {(report: Report) => boolean} [isShownByView] the panel need not show it too
 * @property {(report: Report) => string} [heading] in the place of the verdict's usual words
 * @property {(report: Report) => Node | null} [list] the checks one by one
 * @property {(bundle: Bundle) => Node | null} [afterPass] what else there is to see then
 * @property {(report: Report) => string} [inWords] for the live region
 * @property {(line: number) => void} [goToLine]
 *
 * @typedef {Answering & Reporting} View
 */

export {};
