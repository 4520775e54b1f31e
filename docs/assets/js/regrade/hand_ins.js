/**
 * What learners have handed in: attempts, whatever kind of file they come in. tools/regrade/hand_ins.py reads the same for the
 * terminal. What cannot be read becomes a row with its reason.
 */

import { Refused, unwrap } from "../record/exchange.js";
import { includes, isCount, isFields } from "../base/shape.js";
import { Unreadable, entriesOf, limit } from "./archive.js";
import { gradesIn } from "./grades.js";
import { submissionsIn } from "./scorm.js";
import { rowsOf } from "./spreadsheet.js";

/**
 * @import { Submission } from "../base/types.js"
 * @import { Row } from "./grades.js"
 *
 * @typedef {object} Given A file that somebody has chosen.
 * @property {string} folder that was chosen, if it lay in one
 * @property {string} path below that folder, or the file's name
 * @property {() => Promise<Blob>} read
 *
 * @typedef {object} HandIn One submission of one learner.
 * @property {string} student the name of the learner's file or folder
 * @property {string} exercise its id, which need not exist
 * @property {Submission} submission
 * @property {string} file where it was
 * @property {number} seed with which it was graded
 * @property {string} at when, as the learner's own clock had it; empty if nothing says so
 * @property {string} claimed the verdict that the learner's browser came to; empty if nothing says so
 * @property {string} exercise_version with which that was
 * @property {string} grader_version with which that was
 *
 * @typedef {{student: string, exercise: string, file: string, reason: string, handIn?: HandIn}} Unread What cannot be graded, and why.
 *
 * @typedef {(HandIn & {reason?: undefined, before?: undefined}) | (Unread & {before?: undefined}) | {before: Row[]}} Found
 *
 * @typedef {object} Known What a file is read for.
 * @property {Map<string, {kind: string}>} exercises that this site has
 * @property {string} workbook name that a file of progress carries
 *
 * @typedef {object} Place Where a file was.
 * @property {string[]} parts of its path, the last one its name
 * @property {string} student whose it is, unless a folder says otherwise
 * @property {string} shown its path as the table shows it
 * @property {number} depth of archives around it
 */

const FOREIGN = /\.(7z|bz2|gz|rar|tar|tgz|xz|zst)$/i;
const READ = /\.(csv|json|py|zip)$/i;
/** Archives in archives: what a learning platform packs, and what learners pack. */
const MOST_NESTED = 2;
const LONGEST_ID = 200;
/** A name has no letters that nobody sees, such as those that turn the direction of writing. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const isString = (/** @type {any} */ value) => typeof value === "string";
const REPORT = includes({ verdict: isString, exercise_version: isString, grader_version: isString, seed: isCount });
const ATTEMPT = {
  at: isString,
  exercise: (/** @type {any} */ value) => isString(value) && value.length <= LONGEST_ID,
  submission: (/** @type {any} */ value) => isString(value) || isFields(value),
  report: REPORT,
};

/**
 * @param {string} name
 * @returns {boolean} whether a file of that name may be a hand-in, or was meant for one
 */
export function isRead(name) {
  return READ.test(name) || FOREIGN.test(name);
}

/**
 * @param {Given} given
 * @param {Known} known
 * @returns {AsyncGenerator<Found>}
 */
export function readGiven({ folder, path, read }, known) {
  const parts = path.split("/");
  // the folder of a single learner has programs at its top
  const alone = folder && parts.length === 2 && /\.py$/i.test(path) ? folder : "";
  const shown = folder ? `${folder}/${path}` : path;
  const readSome = async () => {
    const blob = await read();
    if (!/\.zip$/i.test(path)) limit(blob.size);
    return blob;
  };
  return contained(readSome, { parts, student: nameOf(alone), shown, depth: 0 }, known);
}

/**
 * @param {() => Promise<Blob>} read
 * @param {Place} place
 * @param {Known} known
 * @returns {AsyncGenerator<Found>} nothing of a README or a picture: these are nobody's submission
 */
async function* contained(read, place, known) {
  const name = place.parts.at(-1) ?? "";
  const [foreign] = FOREIGN.exec(name) ?? [];
  try {
    if (foreign) throw new Unreadable(`archives of the kind ${foreign.toLowerCase()} are not read: unpack it, or make it a zip`);
    else if (/\.zip$/i.test(name)) yield* packed(await read(), place, known);
    else if (/\.json$/i.test(name)) yield* progress(await bytesOf(read), place, known);
    else if (/\.csv$/i.test(name)) yield* table(await bytesOf(read), place);
    else if (/\.py$/i.test(name)) yield program(await bytesOf(read), place, known);
  } catch (error) {
    yield unread(place, error instanceof Unreadable ? error.message : `it cannot be read (${error})`);
  }
}

/** @param {() => Promise<Blob>} read */
async function bytesOf(read) {
  return (await read()).arrayBuffer();
}

/**
 * @param {Blob} blob
 * @param {Place} place
 * @param {Known} known
 * @returns {AsyncGenerator<Found>}
 * @throws {Unreadable}
 */
async function* packed(blob, place, known) {
  if (place.depth === MOST_NESTED) throw new Unreadable("it is an archive in an archive in an archive");
  const entries = await entriesOf(blob);
  // several files at the top of an archive are of several learners, and carry their names
  const several = entries.filter(({ name }) => /^[^/]+\.(json|zip)$/i.test(name)).length > 1;
  const owner = ownerOf(place);
  for (const { name, read } of entries) {
    const path = name.replaceAll("\\", "/");
    const parts = path.split("/").filter((part) => part && part !== ".");
    const last = parts.at(-1) ?? "";
    if (last.startsWith(".") || parts.includes("__MACOSX") || !isRead(last)) continue;
    const inside = { parts, student: several ? "" : owner, shown: `${place.shown}/${name}`, depth: place.depth + 1 };
    const leadsOut = path.startsWith("/") || parts.includes("..") || parts[0].includes(":");
    if (leadsOut) yield { ...unread(inside, "its name leads out of the archive"), student: owner };
    else yield* contained(read, inside, known);
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @param {Place} place
 * @param {Known} known
 * @returns {Generator<Found>}
 */
function* progress(bytes, place, { workbook }) {
  try {
    const { events } = unwrap(workbook, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    if (!events.every(isFields)) throw new Refused("This file is damaged: some of its entries are none.");
    yield* attempts(/** @type {any[]} */ (events), place);
  } catch (error) {
    yield unread(place, error instanceof Refused ? error.message : "This file cannot be read: it is no text in UTF-8.");
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @param {Place} place
 * @returns {AsyncGenerator<Found>} grades of an earlier time, or what a learning platform has stored
 */
async function* table(bytes, place) {
  const rows = rowsOf(new TextDecoder().decode(bytes));
  const before = gradesIn(rows);
  if (before) return yield { before };
  let any = false;
  for await (const found of submissionsIn(rows, ownerOf(place), place.shown, nameOf)) {
    any = true;
    yield found;
  }
  // in a folder or an archive lies many a table that is nobody's submission
  const isAlone = !place.shown.includes("/");
  const reason = "no cell of it is what a package of this workbook has left on a learning platform";
  if (!any && isAlone) yield { ...unread(place, reason), student: "" };
}

/**
 * @param {Record<string, any>[]} events
 * @param {Place} place
 * @returns {Generator<Found>}
 */
function* attempts(events, place) {
  const student = ownerOf(place);
  for (const [at, event] of events.entries()) {
    if (event.kind !== "attempt") continue;
    const wrong = Object.entries(ATTEMPT).find(([name, fits]) => !fits(event[name]));
    if (wrong) {
      yield unread(place, `entry ${at + 1} is damaged: its “${wrong[0]}” is not what a page writes`);
      continue;
    }
    const { exercise, submission, report } = event;
    const { seed, verdict: claimed, exercise_version, grader_version } = report;
    yield { student, exercise, submission, file: place.shown, seed, at: event.at, claimed, exercise_version, grader_version };
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @param {Place} place
 * @param {Known} known
 * @returns {Found}
 */
function program(bytes, place, { exercises }) {
  const [folder, topic, file] = ["", "", ...place.parts].slice(-3);
  const exercise = `${topic}/${stemOf(file)}`;
  const student = nameOf(folder) || place.student;
  if (!topic) return unread(place, "its name does not say whose it is and of which exercise: choose the folder around student/topic/name.py");
  if (!exercises.has(exercise)) return unread(place, `there is no exercise ${exercise}`);
  if (!student) return unread(place, "no folder around it has a learner's name");
  return { student, exercise, submission: textOf(bytes), file: place.shown, seed: 0, at: "", claimed: "", exercise_version: "", grader_version: "" };
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {string} what is no UTF-8 gets letters that no program may have, as in the terminal, and so the same verdict
 */
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte < 128 ? byte : 0xdc00 + byte)).join("");
  }
}

/**
 * @param {Place} place
 * @param {string} reason
 * @returns {Unread}
 */
function unread(place, reason) {
  return { student: ownerOf(place), exercise: "", file: place.shown, reason };
}

/**
 * @param {Place} place
 * @returns {string} whose a file is: its folder's, that of the archive around it, or that of its own name
 */
function ownerOf({ parts, student }) {
  const [above, folder, name] = ["", "", ...parts].slice(-3);
  if (/\.py$/i.test(name)) return nameOf(above) || student || nameOf(folder);
  return parts.length > 1 ? nameOf(folder) : student || nameOf(stemOf(name));
}

/** @param {string} file */
function stemOf(file) {
  return file.replace(/(?<=.)\.[^.]+$/, "");
}

/**
 * @param {string} text
 * @returns {string} a learner's name, the same on every system
 */
function nameOf(text) {
  return text.normalize("NFC").replace(UNSEEN, "").trim();
}
