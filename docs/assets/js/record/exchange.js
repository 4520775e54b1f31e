/** All that a learner has done, as one file: written, read, and put together with what this browser keeps. Pure functions. */

import { ANSWER, isEvent, isSubmission, keyOf, union } from "./events.js";
import { canonical, isSame } from "./merge.js";
import { allAre, among, eachIs, has, isCount, isFields, isText, isTime, isTruth, mayHave, orNull } from "../base/shape.js";

/** @import { Draft, KeptRecord, LearnerEvent } from "../base/types.js" */

const FORMAT = "workbook-progress";
const VERSION = 1;
const MOST_BYTES = 50_000_000;
/** So many entries are looked at in one go. */
const PORTION = 500;
/** Of what was kept without its time. */
const LONG_AGO = new Date(0).toISOString();
/** A draft and what it has displaced. */
const MOST_VERSIONS = 2;
const INCOMPLETE = "This file is damaged: a part of it is missing.";
const NAMED = /^(figure |[\w-]{1,80}\/)[\w-]{1,80}$/;

const CHECK = has({
  name: isText,
  title: isText,
  verdict: among("pass", "fail", "skip"),
  feedback: isText,
  expected: isText,
  found: isText,
  misconception: orNull(isText),
  certain: isTruth,
  stage: isText,
  where: isText,
  diff: isText,
  case: isText,
  cues: allAre(among("deciding", "misleading", "neutral")),
  missed: isText,
  because: orNull(has({ verdict: among("sound", "vague", "wrong", "unsure"), reason: isText })),
});
const DRAFT = {
  submission: isSubmission,
  scratch: isText,
  tries: allAre(has({ check: CHECK, answer: ANSWER, tries: isCount, exercise_version: isText })),
  seed: isCount,
  exercise_version: isText,
  starter: isText,
};
const VERSIONS = (/** @type {any} */ value) => eachIs(has({ draft: mayHave(DRAFT), at: isTime }))(value) && value.length <= MOST_VERSIONS;

/**
 * @typedef {{draft: Draft, at: string}} Version of a draft
 *
 * @typedef {object} Everything
 * @property {LearnerEvent[]} events
 * @property {Map<string, Version[]>} drafts of each exercise, the newest first
 */

/** The file is not what it should be. The message is meant for the learner. */
export class Refused extends Error {}

/**
 * @param {Map<string, KeptRecord>} records
 * @param {LearnerEvent[]} events
 * @returns {Everything}
 */
export function everything(records, events) {
  const drafts = [...records].map(([id, { draft, at, other, other_at }]) => {
    const versions = [{ draft, at: at || LONG_AGO }, ...(other ? [{ draft: other, at: other_at || LONG_AGO }] : [])];
    return /** @type {[string, Version[]]} */ ([id, newest(versions.map(soundVersion).filter(({ draft }) => Object.keys(draft).length))]);
  });
  return { events, drafts: new Map(drafts.filter(([id, versions]) => NAMED.test(id) && versions.length)) };
}

/**
 * @param {string} name of this workbook
 * @param {Everything} all
 * @returns {string} the text of the file
 */
export function write(name, { events, drafts }) {
  const exported = new Date().toISOString();
  return JSON.stringify({ format: FORMAT, version: VERSION, workbook: name, exported, events, drafts: Object.fromEntries(drafts) }, null, 1);
}

/**
 * @param {string} name of this workbook
 * @param {string} text of a file, from anywhere
 * @returns {{events: unknown[], drafts: unknown}} what is in a file of this workbook, not looked at yet
 * @throws {Refused}
 */
export function unwrap(name, text) {
  if (text.length > MOST_BYTES) throw new Refused("This file is far too large to hold anybody's progress.");
  const file = parse(text);
  if (!isFields(file) || file.format !== FORMAT) throw new Refused("This is not a file of somebody's progress: it was not made by “Download my progress”.");
  if (!isCount(file.version) || !file.version) throw new Refused("This file is damaged: no file of this site ever had its version.");
  if (file.version > VERSION) {
    throw new Refused("This file was made by a newer version of the site. Reload this page to get that version, then choose the file again.");
  }
  if (file.workbook !== name) throw new Refused(`This file is of another workbook: ${String(file.workbook).slice(0, 60)}.`);
  if (!Array.isArray(file.events)) throw new Refused(INCOMPLETE);
  return { events: file.events, drafts: file.drafts };
}

/**
 * @param {string} name of this workbook
 * @param {string} text of a file, from anywhere
 * @param {(done: number, all: number) => Promise<void> | void} [onProgress] called now and then, so that a page stays awake
 * @returns {Promise<Everything>}
 * @throws {Refused}
 */
export async function read(name, text, onProgress = () => {}) {
  const { events, drafts } = unwrap(name, text);
  if (!isFields(drafts)) throw new Refused(INCOMPLETE);
  for (const [at, event] of events.entries()) {
    if (!isEvent(event)) throw new Refused(`This file is damaged: entry ${at + 1} of ${events.length} is not what this site writes.`);
    if ((at + 1) % PORTION === 0) await onProgress(at + 1, events.length);
  }
  const unsound = Object.entries(drafts).find(([id, versions]) => !NAMED.test(id) || !VERSIONS(versions));
  if (unsound) throw new Refused(`This file is damaged: its draft of ${unsound[0].slice(0, 60)} is not what this site writes.`);
  return { events: union(/** @type {LearnerEvent[]} */ (events)), drafts: new Map(Object.entries(drafts)) };
}

/**
 * @param {Everything} here
 * @param {Everything} there
 * @returns {Everything} both together, whichever comes first
 */
export function together(here, there) {
  const ids = [...new Set([...here.drafts.keys(), ...there.drafts.keys()])].sort();
  const drafts = ids.map((id) => /** @type {[string, Version[]]} */ ([id, newest([...(here.drafts.get(id) ?? []), ...(there.drafts.get(id) ?? [])])]));
  return { events: union(here.events, there.events), drafts: new Map(drafts) };
}

/**
 * @param {Everything} before
 * @param {Everything} after
 * @returns {Everything} what is new or another in the second
 */
export function difference(before, after) {
  const known = new Map(before.events.map((event) => [keyOf(event), event]));
  const isKnown = (/** @type {LearnerEvent} */ event, /** @type {LearnerEvent | undefined} */ own) => own && (own === event || isSame(own, event));
  const events = after.events.filter((event) => !isKnown(event, known.get(keyOf(event))));
  const drafts = [...after.drafts].filter(([id, versions]) => !isSame(versions, before.drafts.get(id)));
  return { events, drafts: new Map(drafts) };
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("This file cannot be read: it is no JSON, or was cut off on its way here.");
  }
}

/**
 * @param {Version[]} versions
 * @returns {Version[]} the newest two that differ, the newest first
 */
function newest(versions) {
  const byAge = [...versions].sort((one, other) => (ageOf(one) < ageOf(other) ? 1 : -1));
  const different = byAge.filter(({ draft }, index) => byAge.findIndex((other) => isSame(other.draft, draft)) === index);
  return different.slice(0, MOST_VERSIONS);
}

/** @param {Version} version */
function ageOf({ draft, at }) {
  return `${at} ${canonical(draft)}`;
}

/**
 * @param {Version} version
 * @returns {Version} without what an earlier version of the site may have left in it
 */
function soundVersion({ draft, at }) {
  const sound = Object.entries(draft).filter((field) => mayHave(DRAFT)(Object.fromEntries([field])));
  return { draft: Object.fromEntries(sound), at };
}

