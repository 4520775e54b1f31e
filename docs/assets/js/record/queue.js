/** What a learner should see again, and when: from the events alone. Pure functions. */

import { postpone, replay, rest } from "./schedule.js";
import { byExercise, standing } from "./states.js";

/**
 * @import { Attempt, LearnerEvent } from "../base/types.js"
 * @import { Review, Schedule } from "./schedule.js"
 */

/**
 * @typedef {object} Thing that can be recalled: a card, a scenario, a program, or a mistake that was made in one
 * @property {string} key
 * @property {"classify" | "recall" | "code" | "mistake"} kind
 * @property {string} exercise
 * @property {string} part
 * @property {string[]} needs exercises that it builds on
 * @property {string} href
 * @property {string} title
 *
 * @typedef {object} Item a thing that has been seen once
 * @property {Thing} thing
 * @property {Schedule} schedule
 * @property {boolean} sure it went wrong the last time, and the learner had been sure
 * @property {string} feedback of a mistake
 *
 * @typedef {Extract<LearnerEvent, {kind: "attempt"}>} AttemptEvent
 */

const SURE = 3;
/** Recalled in a few seconds. */
const QUICK = ["recall", "mistake"];
/** How a mistake's part begins; behind it stands the name under which the grader knows it. */
const MISTAKE = "mistake ";

/**
 * @param {typeof import("ts-fsrs")} library
 * @param {Thing[]} things of the course, in its order
 * @param {LearnerEvent[]} events
 * @returns {Item[]} without what is retired; what went wrong though the learner was sure first, then by the time they are due
 */
export function queueOf(library, things, events) {
  const happened = standing(events);
  const retired = retiredOf(happened);
  const groups = byExercise(happened); // a year of events is not gone through for each thing
  const of = (/** @type {Thing} */ { exercise }) => groups.get(exercise) ?? [];
  const passes = passesBeyond(things, groups);
  const items = [...things, ...things.filter(({ kind }) => kind === "code").flatMap((thing) => mistakesOf(thing, of(thing)))].flatMap((thing) => {
    if (retired.has(`${thing.exercise} ${thing.part}`)) return [];
    const reviews = reviewsOf(thing, of(thing));
    const schedule = replay(library, reviews.map(({ at, grade }) => ({ at, grade })));
    if (!schedule) return [];
    const { sure = false, feedback = "" } = reviews[reviews.length - 1];
    const rested = QUICK.includes(thing.kind) ? schedule : rest(schedule);
    return [{ thing, schedule: postpone(rested, passes.get(thing.exercise) ?? []), sure, feedback }];
  });
  return items.sort((one, other) => Number(other.sure) - Number(one.sure) || one.schedule.due.getTime() - other.schedule.due.getTime());
}

/**
 * @param {LearnerEvent[]} happened that no reset hides
 * @returns {Set<string>} exercise and part of what is not to be asked again
 */
export function retiredOf(happened) {
  /** @type {Set<string>} */
  const retired = new Set();
  for (const event of happened) {
    if (event.kind === "retire") retired[event.retired ? "add" : "delete"](`${event.exercise} ${event.card}`);
  }
  return retired;
}

/**
 * @param {Item[]} items
 * @param {Date} now
 * @returns {Item[]} those that are due
 */
export function dueOf(items, now) {
  return items.filter(({ schedule }) => schedule.due <= now);
}

/**
 * @param {Item[]} items
 * @param {Date} now
 * @returns {Map<string, {due: boolean, days: number}>} of each exercise, whether something is due, and for how many days the
 *   weakest part of it holds
 */
export function durationsOf(items, now) {
  /** @type {Map<string, {due: boolean, days: number}>} */
  const durations = new Map();
  for (const { thing, schedule } of items) {
    if (thing.kind === "mistake") continue; // the program that passes has overcome it
    const { due = false, days = Infinity } = durations.get(thing.exercise) ?? {};
    durations.set(thing.exercise, { due: due || schedule.due <= now, days: Math.min(days, schedule.days) });
  }
  return durations;
}

/** @typedef {Review & {sure?: boolean, feedback?: string}} Evidence what an event says of a thing */

/**
 * @param {Thing} thing
 * @param {LearnerEvent[]} own events of its exercise
 * @returns {Evidence[]}
 */
function reviewsOf(thing, own) {
  const attempts = own.filter((event) => event.kind === "attempt");
  if (thing.kind === "classify") return daily(attempts.flatMap((attempt) => scenarioTry(attempt, thing.part)));
  if (thing.kind === "code") return daily(attempts.map((attempt) => tryOf(attempt, attempt.report.verdict)));
  const graded = own.flatMap((event) => (event.kind === "grade" && event.card === thing.part ? [{ at: event.at, grade: event.grade }] : []));
  if (thing.kind === "recall") return graded;
  const made = attempts.filter(({ report }) => mistakeIn(report) === thing.part);
  const all = [...made.map(({ at, report, confidence }) => ({ at, grade: /** @type {const} */ ("again"), sure: confidence === SURE, feedback: report.feedback })), ...graded];
  const { feedback } = made[made.length - 1].report;
  return all.sort((one, other) => (one.at < other.at ? -1 : 1)).map((review) => ({ ...review, feedback }));
}

/** @typedef {{at: string, isRight: boolean, isSure: boolean}} Try */

/**
 * @param {AttemptEvent} attempt
 * @param {string} verdict on the thing that is asked about
 * @returns {Try}
 */
function tryOf({ at, confidence }, verdict) {
  return { at, isRight: verdict === "pass", isSure: confidence === SURE };
}

/**
 * @param {AttemptEvent} attempt
 * @param {string} item
 * @returns {Try[]} one, if it was of this scenario
 */
function scenarioTry(attempt, item) {
  const check = attempt.report.checks.find(({ name }) => name === item);
  return check && check.verdict !== "skip" ? [tryOf(attempt, check.verdict)] : [];
}

/**
 * Many tries of one day are one review: it ends well or not, and was hard if it did not go well at once.
 *
 * @param {Try[]} tries in the order of time
 * @returns {Evidence[]}
 */
function daily(tries) {
  /** @type {Map<string, Try[]>} */
  const days = new Map();
  for (const one of tries) {
    const day = one.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days.values()].map((those) => {
    const right = those.find(({ isRight }) => isRight);
    const sure = those.some(({ isRight, isSure }) => isSure && !isRight);
    if (!right) return { at: those[those.length - 1].at, grade: "again", sure };
    return { at: right.at, grade: those[0] === right ? "good" : "hard", sure };
  });
}

/**
 * @param {Thing} program
 * @param {LearnerEvent[]} own events of its exercise
 * @returns {Thing[]} a thing for each mistake that was made in it and is known by name
 */
function mistakesOf(program, own) {
  const names = new Set(own.map((event) => (event.kind === "attempt" ? mistakeIn(event.report) : "")).filter(Boolean));
  return [...names].map((part) => ({ ...program, kind: "mistake", part, key: `${program.exercise} ${part}` }));
}

/**
 * @param {Attempt["report"]} report
 * @returns {string} the part of the mistake that is certain; empty if there is none
 */
function mistakeIn({ verdict, checks }) {
  const known = verdict === "fail" && checks.find(({ misconception, certain }) => misconception && certain);
  return known ? `${MISTAKE}${known.misconception}` : "";
}

/**
 * @param {Thing[]} things
 * @param {Map<string, LearnerEvent[]>} groups events by exercise
 * @returns {Map<string, string[]>} of each exercise, when those passed that build on it
 */
function passesBeyond(things, groups) {
  const needs = new Map(things.map(({ exercise, needs }) => [exercise, needs]));
  const passes = /** @type {Map<string, string[]>} */ (new Map());
  for (const [exercise, before] of needs) {
    const times = (groups.get(exercise) ?? []).flatMap((event) => (event.kind === "attempt" && event.report.verdict === "pass" ? [event.at] : []));
    for (const one of before) passes.set(one, [...(passes.get(one) ?? []), ...times]);
  }
  return passes;
}
