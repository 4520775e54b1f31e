/** What a value that was read must look like: small tests, and tests made of them. */

/** @typedef {(value: any) => boolean} Fits */

/** Longer is nothing that anybody has written here. */
const MOST_LETTERS = 200_000;

export const isText = (/** @type {any} */ value) => typeof value === "string" && value.length <= MOST_LETTERS;
export const isCount = (/** @type {any} */ value) => Number.isInteger(value) && value >= 0;
export const isTruth = (/** @type {any} */ value) => typeof value === "boolean";
export const isSeconds = (/** @type {any} */ value) => Number.isFinite(value) && value >= 0;
export const isTime = (/** @type {any} */ value) => /^\d{4}-/.test(value) && isDate(value) && new Date(value).toISOString() === value;

const isDate = (/** @type {any} */ value) => typeof value === "string" && !Number.isNaN(Date.parse(value));

/** @type {(...values: unknown[]) => Fits} */
export const among = (...values) => (value) => values.includes(value);
export const isVerdict = among("pass", "fail", "invalid", "timeout", "internal_error");
/** @type {(fits: Fits) => Fits} */
export const orNull = (fits) => (value) => value === null || fits(value);
/** @type {(fits: Fits) => Fits} */
export const eachIs = (fits) => (value) => Array.isArray(value) && value.every(fits);
/** @type {(fits: Fits) => Fits} */
export const allAre = (fits) => (value) => isFields(value) && Object.values(value).every(fits);

/**
 * @param {Record<string, Fits>} fields
 * @returns {Fits} for what has all of these and no other
 */
export function has(fields) {
  const names = Object.keys(fields);
  return (value) => mayHave(fields)(value) && names.every((name) => Object.hasOwn(value, name));
}

/**
 * @param {Record<string, Fits>} fields
 * @returns {Fits} for what has all of these, whatever else it has
 */
export function includes(fields) {
  return (value) => isFields(value) && Object.entries(fields).every(([name, fits]) => Object.hasOwn(value, name) && fits(value[name]));
}

/**
 * @param {Record<string, Fits>} fields
 * @returns {Fits} for what has some of these and no other
 */
export function mayHave(fields) {
  return (value) => isFields(value) && Object.entries(value).every(([name, part]) => Object.hasOwn(fields, name) && fields[name](part));
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export function isFields(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
