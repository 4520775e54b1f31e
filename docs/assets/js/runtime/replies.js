/**
 * What Python answers: a submission can have replaced what writes it down, so it may be anything. What is none of these
 * counts as no answer.
 */

import { allAre, among, eachIs, has, isCount, isFields, isSeconds, isText, isTruth, isVerdict, mayHave, orNull } from "../base/shape.js";

/** @import { Report, RunResult } from "../base/types.js" */

const isOpinion = has({ verdict: among("sound", "vague", "wrong", "unsure"), reason: isText });
const isCheck = has({
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
  because: orNull(isOpinion),
});

/** @type {(value: unknown) => value is Report} */
export const isReport = /** @type {any} */ (
  has({
    format: among(1),
    exercise: isText,
    exercise_version: isText,
    grader_version: isText,
    seed: isCount,
    verdict: isVerdict,
    feedback: isText,
    line: orNull(isCount),
    checks: eachIs(isCheck),
    python: isText,
    stdout: isText,
    stdout_cut: isTruth,
    seconds: isSeconds,
  })
);

const isNumbers = eachIs(orNull(Number.isFinite));
const isPlot = (/** @type {any} */ value) =>
  isFields(value) &&
  among("lines", "dots", "heatmap")(value.form) &&
  mayHave({
    form: isText,
    title: isText,
    x: isText,
    y: isText,
    series: eachIs(has({ label: isText, x: isNumbers, y: isNumbers })),
    rows: eachIs(isNumbers),
  })(value);

/** @type {(value: unknown) => value is RunResult} */
export const isRun = /** @type {any} */ (
  has({
    stdout: isText,
    stdout_cut: isTruth,
    plots: eachIs(isPlot),
    error: orNull(
      has({ type: isText, message: isText, line: orNull(isCount), where: among("submission", "scratch"), python: isText }),
    ),
  })
);
