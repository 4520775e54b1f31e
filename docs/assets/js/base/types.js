/**
 * The shapes of the data that the page handles. Nothing here runs.
 *
 * @typedef {"idle" | "loading" | "ready" | "running" | "checking" | "done" | "failed"} State
 * @typedef {"pass" | "fail" | "invalid" | "timeout" | "internal_error"} Verdict
 *
 * @typedef {object} CheckResult One named check, scenario or card of a report.
 * @property {string} name
 * @property {string} title
 * @property {"pass" | "fail" | "skip"} verdict
 * @property {string} feedback
 * @property {string} expected
 * @property {string} found
 * @property {string | null} misconception
 * @property {boolean} certain whether the misconception is known to be the learner's, or one of several that fit
 * @property {"" | "raised" | "type" | "shape" | "dtype" | "finite" | "values" | "condition" | "label" | "evidence"} stage what it failed at
 * @property {string} where index of the first entry that differs
 * @property {string} diff a few lines that set small arrays side by side
 * @property {string} case source text for the scratch area that repeats the call which failed
 * @property {Record<string, "deciding" | "misleading" | "neutral">} cues of each phrase of a scenario
 * @property {string} missed one line that says which cue was missed
 * @property {Because | null} because an opinion on the learner's sentence, which counts nothing
 *
 * @typedef {object} Because
 * @property {"sound" | "vague" | "wrong" | "unsure"} verdict
 * @property {string} reason one or two sentences
 *
 * @typedef {object} Report The result of one grading run, format 1.
 * @property {number} format
 * @property {string} exercise
 * @property {string} exercise_version
 * @property {string} grader_version
 * @property {number} seed
 * @property {Verdict} verdict
 * @property {string} feedback
 * @property {number | null} line
 * @property {CheckResult[]} checks
 * @property {string} python
 * @property {string} stdout
 * @property {boolean} stdout_cut
 * @property {number} seconds
 *
 * @typedef {object} Series
 * @property {string} label
 * @property {(number | null)[]} x
 * @property {(number | null)[]} y
 *
 * @typedef {object} Plot What `show` recorded.
 * @property {"lines" | "dots" | "heatmap"} form
 * @property {string} title
 * @property {string} x what its axis is called
 * @property {string} y
 * @property {Series[]} [series] of lines and dots
 * @property {(number | null)[][]} [rows] of a heat map, the first on top
 *
 * @typedef {object} RunError
 * @property {string} type
 * @property {string} message
 * @property {number | null} line
 * @property {"submission" | "scratch"} where
 * @property {string} python
 *
 * @typedef {object} RunResult What Run gave: never graded, never an attempt.
 * @property {string} stdout
 * @property {boolean} stdout_cut
 * @property {Plot[]} plots
 * @property {RunError | null} error
 *
 * @typedef {object} Answer A learner's answer to one scenario.
 * @property {string} label
 * @property {string[]} evidence ids of the chosen phrases
 * @property {string} because
 *
 * @typedef {object} Try What the last Check said of one scenario.
 * @property {CheckResult} check
 * @property {Answer} answer that was graded
 * @property {number} tries that were not right, this one included
 * @property {string} exercise_version
 *
 * @typedef {"same" | "less" | "otherwise"} Likeness what the learner's sentence says beside the model sentence
 *
 * @typedef {string | Record<string, Answer> | Record<string, string>} Submission
 *
 * @typedef {object} Item One scenario.
 * @property {string} id
 * @property {string} label the one that fits
 * @property {string} model a good sentence
 * @property {Record<string, string>} phrases their words
 * @property {string[]} misleading
 * @property {Record<string, string>} why each other label does not fit
 *
 * @typedef {object} Graded The exercise as the grader needs it; its kind decides which keys it has.
 * @property {string} id
 * @property {"code" | "classify" | "recall"} kind
 * @property {string} version
 * @property {number} seconds
 * @property {string} [starter]
 * @property {string} [solution]
 * @property {string[]} [labels]
 * @property {Item[]} [items]
 *
 * @typedef {object} Hint
 * @property {string} title
 * @property {string} html written by the build from the author's Markdown
 *
 * @typedef {object} Way Another right way, for those who have passed.
 * @property {string} title
 * @property {string} source
 *
 * @typedef {object} Bundle
 * @property {number} format
 * @property {Graded} exercise
 * @property {string} title
 * @property {Hint[]} hints
 * @property {Way[]} ways
 * @property {string[]} checks their titles, in order
 * @property {Report} timeout the report of a run that was stopped at its time limit
 * @property {{loop: string, line: string}} timeout_at its feedback where the place is known: "{line}" is to be filled in
 * @property {Report} ended the report of a run whose interpreter broke down
 * @property {string} too_deep its feedback where that happened for want of room on the engine's stack
 * @property {Record<string, string[]> | null} draws seed -> ids of the scenarios drawn
 *
 * @typedef {object} Draft
 * @property {Submission} [submission]
 * @property {string} [scratch]
 * @property {Record<string, Try>} [tries] of each scenario
 * @property {number} [seed]
 * @property {string} [exercise_version] the version that the learner began with
 * @property {string} [starter] its text then
 *
 * @typedef {object} KeptReport What an event keeps of a Report.
 * @property {string} exercise_version
 * @property {string} grader_version empty where that was not kept
 * @property {number} seed
 * @property {Verdict} verdict
 * @property {string} feedback
 * @property {number | null} line
 * @property {number} seconds
 * @property {Pick<CheckResult, "name" | "verdict" | "misconception" | "certain">[]} checks
 *
 * @typedef {object} Attempt A distinct submission that was graded: a pass, or what counts as an attempt.
 * @property {Submission} submission
 * @property {string} fingerprint what tells it apart from others
 * @property {KeptReport} report
 * @property {number} hints that were open by then
 * @property {number | null} spent seconds of work since the last one, as far as the page could tell
 * @property {1 | 2 | 3 | null} confidence before it was graded: 1 is unsure, 3 is sure
 *
 * @typedef {object} Happening What all events have.
 * @property {string} id
 * @property {string} at ISO 8601, UTC
 * @property {string} exercise its id; `figure NAME` of a figure that asks; `*` for all exercises
 *
 * @typedef {Happening & ({kind: "attempt"} & Attempt
 *   | {kind: "grade", card: string, grade: "again" | "hard" | "good" | "easy"}
 *   | {kind: "prediction", choice: string}
 *   | {kind: "hint", count: number}
 *   | {kind: "seen"}
 *   | {kind: "compared", item: string, likeness: Likeness, sentence: string}
 *   | {kind: "retire", card: string, retired: boolean}
 *   | {kind: "reset"}
 *   | {kind: "undo", of: string})} LearnerEvent `seen` is that the solution was opened before a pass; what is retired is not
 *   asked again; `reset` hides what was before, unless an `undo` names it
 *
 * @typedef {object} History What the events of an exercise come to.
 * @property {(Happening & Attempt)[]} attempts that counted, each submission once
 * @property {(Happening & Attempt)[]} passes
 * @property {(Happening & Attempt) | null} passed the first of them
 * @property {string | null} seen when the solution was opened before a pass
 * @property {Record<string, {rating: string, at: string}>} ratings the last of each recall card
 * @property {Record<string, {likeness: Likeness, sentence: string, at: string}>} compared sentences with their model
 * @property {number} hints how many were opened
 * @property {string | null} prediction
 *
 * @typedef {object} KeptRecord The drafts of one exercise, format 2; the first had the events too.
 * @property {number} format
 * @property {Draft} draft
 * @property {string} at when it was written; empty for none
 * @property {Draft | null} other a version of it that another tab, or an earlier page, has written
 * @property {string} other_at
 *
 * @typedef {KeptRecord & History} LearnerRecord
 *
 * @typedef {object} RecordWatcher Whoever shows a record.
 * @property {() => void} onproblem `problem` has changed
 * @property {() => void} onhistory other tabs may have added to what has happened
 * @property {() => void} onversion `record.other` or `clashing` has changed
 * @property {(draft: Draft, words: string) => void} ondraft the draft is another than this tab has shown so far; the words
 *   say why
 *
 * @typedef {object} Axis Of a figure's panel.
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {boolean} log
 * @property {number[] | null} ticks
 *
 * @typedef {{series: number, label: string}} OfSeries
 * @typedef {OfSeries & {mark: "line" | "dots", x: number[], y: number[]}} LineOrDots
 * @typedef {OfSeries & {mark: "area", x: number[], low: number[], high: number[]}} Area
 * @typedef {OfSeries & {mark: "arrows", x: number[], y: number[], to_x: number[], to_y: number[]}} Arrows
 * @typedef {OfSeries & {mark: "note", x: number, y: number, text: string, anchor: "start" | "middle" | "end"}} Note
 * @typedef {OfSeries & {mark: "rule", x: number | null, y: number | null}} Rule
 * @typedef {OfSeries & {mark: "heat", x: number[], y: number[], values: number[], low: number, high: number}} Heat
 * @typedef {OfSeries & {mark: "contours", x: number[], y: number[], columns: number, values: number[], levels: number[]}} Contours
 * @typedef {OfSeries & {mark: "bars", names: string[], heights: number[]}} Bars
 * @typedef {LineOrDots | Area | Arrows | Note | Rule | Heat | Contours | Bars} Mark
 *
 * @typedef {object} Panel One drawing of a figure.
 * @property {string} title
 * @property {Axis} x
 * @property {Axis} y
 * @property {boolean} square
 * @property {Mark[]} marks
 *
 * @typedef {{head: string[], rows: string[][]}} Table
 * @typedef {{sentence: string, table: Table, panels: Panel[]}} Moment A figure in one of its states.
 *
 * @typedef {{href: string, words: string}} Step Where to go on from an exercise.
 *
 * @typedef {object} Prediction What a figure or an exercise asks first. Nothing of it is graded.
 * @property {string} question
 * @property {string[]} choices
 * @property {number} right the choice that the outcome bears out
 * @property {number[]} [shows] the position of each control of a figure in the state that shows it
 * @property {string} after the sentence that tells what there is to see
 *
 * @typedef {object} FigureBundle All states of a figure; whatever several share is stored once, and named by its number.
 * @property {string} name
 * @property {{name: string}[]} controls
 * @property {{source: string, values: Record<string, (string | number)[]>} | null} live of a figure that trains in the page: its
 *   file, and the values of each control
 * @property {[sentence: string, table: number, ...panels: number[]][]} states
 * @property {Table[]} tables
 * @property {(Omit<Panel, "marks"> & {marks: number[]})[]} panels
 * @property {Record<string, any>[]} marks in which `{array: number}` stands for an array
 * @property {number[][]} arrays
 */

export {};
