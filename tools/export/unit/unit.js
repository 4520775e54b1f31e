/** The page that a learning platform opens: the course's page in a frame, and above it what became of the report. */

import { button, h } from "../../../docs/assets/js/base/dom.js";
import { saveFile } from "../../../docs/assets/js/base/save.js";
import { keepFor, vendor } from "../../../docs/assets/js/base/site.js";
import { difference, everything, together } from "../../../docs/assets/js/record/exchange.js";
import { readAll, storeAll } from "../../../docs/assets/js/record/log.js";
import { findApi } from "./api.js";
import { Quiet } from "./quiet.js";
import { added } from "./resume.js";
import { forbidden } from "./self_test.js";
import { Session } from "./session.js";
import { decode, encode, MOST } from "./state.js";

/**
 * @import { Outcome } from "./session.js"
 * @import { State } from "./state.js"
 */

const SIGNS = ["keydown", "input", "pointerdown"];
const NOT_SENT = "Your platform did not store the last report. Check again later, or download your program and hand in the file.";

const { exercise = "", page = "" } = document.body.dataset;
const said = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));
const actions = /** @type {HTMLElement} */ (document.querySelector(".actions"));
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));

void begin();

async function begin() {
  const library = await vendor("fflate");
  const codec = { encode: encode.bind(null, library), decode: decode.bind(null, library) };
  const session = new Session(findApi(window), exercise, codec);
  session.start();
  const quiet = new Quiet(() => session.commit() || say(NOT_SENT, downloadButton()));
  say(greeting(session));
  if (session.learner) keepFor(session.learner);
  addEventListener("pagehide", () => session.finish());
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // it is finished, and can only begin anew
  await bringBack(session.state);
  frame.addEventListener("load", () => listen(session, quiet));
  frame.src = page;
  const rules = await forbidden(window);
  if (rules.length) tellOfRules(rules, session, quiet);
}

/**
 * Puts what the platform has kept beside what this browser keeps.
 *
 * @param {State | null} state
 */
async function bringBack(state) {
  if (!state || state.submission === null) return;
  try {
    const { records, events } = await readAll();
    const here = everything(records, events);
    await storeAll(difference(here, together(here, added(here, state))));
  } catch (error) {
    console.warn("What the platform has kept cannot be shown.", error);
  }
}

/**
 * @param {Session} session
 * @param {Quiet} quiet
 */
function listen(session, quiet) {
  const inside = frame.contentDocument;
  if (!inside) return say("This platform keeps the page apart from its own frame, so nothing can be reported.");
  for (const sign of SIGNS) inside.addEventListener(sign, () => quiet.noteInput(), true);
  inside.addEventListener("rl-graded", (event) => {
    const { submission, report } = /** @type {CustomEvent} */ (event).detail;
    if (report.exercise !== exercise) return;
    tell(session.report(submission, report));
    quiet.ask();
  });
}

/**
 * @param {Session} session
 * @returns {string}
 */
function greeting({ mode, passed, state }) {
  if (mode === "none") return "No learning platform answers here. You can work, and nothing is reported.";
  if (mode === "refused") return "Your learning platform does not let this page begin. You can work, and nothing is reported.";
  if (mode === "review") return "This is a look back: nothing is reported.";
  if (passed) return "Solved, as your platform has it. That is provisional: your instructor grades the code again.";
  return state ? "Your work is back. It is not solved yet." : "What you check here is reported to your course.";
}

/** @param {Outcome} outcome */
function tell({ kind, length = 0, error = "" }) {
  if (kind === "kept") say("Reported: not solved yet. Your work is kept.");
  if (kind === "passed") say("Reported: solved. That is provisional: your instructor grades the code again.");
  if (kind === "too long") {
    const words = `The verdict is reported, and your answer is too long to go with it: ${length} of the ${MOST} characters that a platform keeps.`;
    say(`${words} Download it, and hand in the file.`, downloadButton());
  }
  if (kind === "refused") say(`Your platform did not take the report (SCORM error ${error}). Download your program, and hand in the file.`, downloadButton());
}

/**
 * @param {string[]} rules
 * @param {Session} session
 * @param {Quiet} quiet
 */
function tellOfRules(rules, session, quiet) {
  const buttons = [downloadButton()];
  if (session.mode === "normal") buttons.push(button("Hand in without a verdict", () => handIn()));
  const handIn = () => {
    const submission = answer();
    if (!submission) return say("There is nothing to hand in yet: write your answer first.", ...buttons);
    const { kind } = session.report(submission, null);
    say(kind === "kept" ? "Handed in without a verdict: your instructor grades it." : "Your platform keeps no answer. Download it, and hand in the file.", ...buttons);
    quiet.ask();
  };
  say(`Nothing can be graded here: the policy of this platform forbids ${rules.join(" and ")}. Write your answer, download it, and grade it at home.`, ...buttons);
}

function downloadButton() {
  return button("Download my answer", () => {
    const submission = answer();
    if (!submission) return;
    const name = exercise.replace("/", "-");
    if (typeof submission === "string") saveFile(`${name}.py`, "text/x-python", submission);
    else saveFile(`${name}.json`, "application/json", JSON.stringify(submission, null, 1));
  });
}

/** @returns {any} what the learner has entered, as it is kept in this browser */
function answer() {
  const element = frame.contentDocument?.querySelector(`rl-exercise[data-id="${exercise}"]`);
  return /** @type {any} */ (element)?.store?.record.draft.submission ?? null;
}

/**
 * @param {string} words
 * @param {...HTMLElement} buttons
 */
function say(words, ...buttons) {
  said.replaceChildren(h("span", {}, words));
  actions.replaceChildren(...buttons);
}
