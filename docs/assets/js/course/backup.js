/** `<wb-backup>`: what this browser keeps of the learner's work, as a file: out of it, and into it. */

import { button, confirm, h } from "../base/dom.js";
import { NAME } from "../base/name.js";
import { remember, remembered } from "../base/remembered.js";
import { saveFile } from "../base/save.js";
import { BASE_PATH } from "../base/site.js";
import { difference, everything, read, Refused, together, write } from "../record/exchange.js";
import { readAll, storeAll } from "../record/log.js";
import { Late } from "../record/patience.js";
import { historyOf, standing } from "../record/states.js";
import { solutionsArchive } from "./solutions.js";

/**
 * @import { LearnerEvent } from "../base/types.js"
 * @import { Everything } from "../record/exchange.js"
 */

const RETURNS = ["focus", "pageshow"];
const LAST = `${NAME} ${BASE_PATH} backup`;
const DAY_MS = 24 * 3600 * 1000;
/** Of which events a learner may be told, in their order. @type {Partial<Record<LearnerEvent["kind"], [one: string, several: string]>>} */
const WORDS = {
  attempt: ["graded submission", "graded submissions"],
  grade: ["rating of a card", "ratings of cards"],
  compared: ["compared sentence", "compared sentences"],
  prediction: ["prediction", "predictions"],
};

export class BackupElement extends HTMLElement {
  #content = h("p", {});
  #kept = h("p", { class: "wb-note" });
  #status = h("p", { class: "wb-status", role: "status" });
  #bar = h("progress", { "aria-label": "How much of the file is done" });
  #progress = h("div", { class: "wb-progress", hidden: true }, this.#bar);
  /** A file is being read or stored. */
  #busy = false;
  #file = h("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: () => void this.#import() });
  #persist = button("Ask the browser to keep it", () => void this.#askToPersist(), { hidden: true });
  #buttons = h(
    "div",
    { class: "wb-actions" },
    button("Download my progress", () => void this.#download(), { class: "wb-button wb-primary" }),
    button("Import a file", () => this.#file.click()),
    button("Download my programs", () => void this.#downloadPrograms()),
    this.#persist,
  );
  #update = () => void this.#show();

  connectedCallback() {
    for (const event of RETURNS) addEventListener(event, this.#update);
    if (!this.contains(this.#content)) this.replaceChildren(this.#content, this.#kept, this.#buttons, this.#file, this.#status, this.#progress);
    this.#update();
  }

  disconnectedCallback() {
    for (const event of RETURNS) removeEventListener(event, this.#update);
  }

  async #show() {
    const all = await this.#all();
    this.#content.textContent = all ? contentOf(all) : "This browser keeps nothing for this site, or does not answer. Private windows and strict settings do that. Your exercises work, and a file that you import is not kept.";
    this.#kept.textContent = `${await durability()} ${lastBackup()}`;
    this.#persist.hidden = (await navigator.storage?.persisted?.().catch(() => true)) ?? true;
  }

  /** @returns {Promise<Everything | null>} null where the browser keeps nothing */
  async #all() {
    try {
      const { records, events } = await readAll();
      return everything(records, events);
    } catch (error) {
      console.warn("What the learner has done cannot be read.", error);
      return null;
    }
  }

  async #download() {
    const all = await this.#all();
    if (!all) return this.#say("There is nothing to download: this browser keeps nothing for this site.");
    saveFile(`${NAME}-${today()}.json`, "application/json", write(NAME, all));
    remember(LAST, new Date().toISOString());
    await this.#show();
    this.#say("Your progress is in the file that was downloaded. Import it in any browser, on this site or another copy of it.");
  }

  async #downloadPrograms() {
    const all = await this.#all();
    const solved = all ? programsOf(all.events) : [];
    if (!solved.length) return this.#say("There is no program yet that passes its checks.");
    saveFile(`${NAME}-programs.zip`, "application/zip", await solutionsArchive(solved));
    this.#say(`${counted(solved.length, ["program", "programs"])} that passed, each in a file of its own, with a list.`);
  }

  async #import() {
    const [file] = this.#file.files ?? [];
    if (!file || this.#busy) return;
    this.#busy = true;
    try {
      this.#say("The file is being read.");
      const text = await file.text();
      await this.#put(await read(NAME, text, (done, all) => this.#advance(done, all)));
    } catch (error) {
      if (!(error instanceof Refused)) console.warn("The file cannot be stored.", error);
      this.#say(refusal(error));
    } finally {
      this.#busy = false;
      this.#progress.hidden = true;
      this.#file.value = ""; // so that the same file can be chosen again
    }
  }

  /**
   * Shows how far it is, and lets the page breathe.
   *
   * @param {number} done
   * @param {number} all
   */
  async #advance(done, all) {
    this.#progress.hidden = false;
    this.#bar.max = all;
    this.#bar.value = done;
    await new Promise((resolve) => setTimeout(resolve));
  }

  /** @param {Everything} imported */
  async #put(imported) {
    const here = await this.#all();
    if (!here) return this.#say("This browser keeps nothing for this site, so there is nowhere to put it.");
    const change = difference(here, together(here, imported));
    this.#progress.hidden = true;
    if (!change.events.length && !change.drafts.size) return this.#say("All that is in this file is here already. Nothing was changed.");
    const sure = await confirm(this, { title: "Import this file?", text: consequences(here, change), yes: "Import", no: "Change nothing" });
    if (!sure) return this.#say("Nothing was changed.");
    this.#say("The file is being stored.");
    const now = (await this.#all()) ?? here; // another tab may have written meanwhile
    const stored = () => {
      dispatchEvent(new Event(RETURNS[0])); // the lists of this page look again
      this.#say("The file is imported.");
    };
    await storeAll(difference(now, together(now, imported)), (done, all) => void this.#advance(done, all), stored);
    stored();
  }

  async #askToPersist() {
    const granted = await navigator.storage.persist().catch(() => false);
    await this.#show();
    this.#say(granted ? "This browser has promised to keep it." : "This browser did not promise it. A file that you download is safe.");
  }

  /** @param {string} words */
  #say(words) {
    this.#status.textContent = words;
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function refusal(error) {
  if (error instanceof Late) return "This browser has not answered yet. Once it has stored the file, it is said here.";
  return `${error instanceof Refused ? error.message : "This browser cannot store it."} Nothing was changed.`;
}

/** @param {Everything} all */
function contentOf({ events, drafts }) {
  const parts = countedKinds(standing(events));
  if (drafts.size) parts.push(counted(drafts.size, ["draft", "drafts"]));
  return parts.length ? `This browser holds ${listed(parts)}.` : "This browser holds nothing of you yet.";
}

/**
 * @param {Everything} here
 * @param {Everything} change
 * @returns {string} what it would do
 */
function consequences(here, { events, drafts }) {
  const added = countedKinds(events);
  const replaced = [...drafts.keys()].filter((id) => here.drafts.has(id)).length;
  const fresh = drafts.size - replaced;
  const sentences = [];
  if (added.length) sentences.push(`It adds ${listed(added)}.`);
  else if (events.length) sentences.push("It adds what was noted of hints, solutions and resets.");
  if (fresh) sentences.push(`It brings ${counted(fresh, ["draft", "drafts"])} of exercises that you have not begun here.`);
  if (replaced) sentences.push(`Of ${counted(replaced, ["exercise", "exercises"])} you have a draft here as well: the newer one is shown, the other stays beside it.`);
  return [...sentences, "Nothing of yours is deleted."].join(" ");
}

/** @param {LearnerEvent[]} events */
function countedKinds(events) {
  return Object.entries(WORDS).flatMap(([kind, words]) => {
    const count = events.filter((event) => event.kind === kind).length;
    return count ? [counted(count, words)] : [];
  });
}

/**
 * @param {LearnerEvent[]} events
 * @returns {import("./solutions.js").Program[]} the last text of each exercise that passed
 */
function programsOf(events) {
  const ids = [...new Set(events.map(({ exercise }) => exercise))].sort();
  return ids.flatMap((id) => {
    const { passes } = historyOf(events.filter(({ exercise }) => exercise === id || exercise === "*"));
    const last = passes.at(-1);
    return last && typeof last.submission === "string" ? [{ id, source: last.submission, at: last.at }] : [];
  });
}

/** @returns {Promise<string>} for how long it is safe here */
async function durability() {
  const persisted = await navigator.storage?.persisted?.().catch(() => false);
  if (persisted) return "This browser has promised to keep it until you delete it.";
  if (deletesAfterSevenDays()) {
    return "Safari deletes what a site keeps after seven days of use without a visit to it. Three things help: add this site to the home screen or the Dock and open it from there; download your progress; let the calendar file of the review page remind you.";
  }
  return "This browser keeps it as long as there is room on the disk, but has promised nothing.";
}

/** @returns {boolean} whether this is Safari, and not a site that was added to the home screen */
function deletesAfterSevenDays() {
  return navigator.vendor.startsWith("Apple") && !matchMedia("(display-mode: standalone)").matches;
}

function lastBackup() {
  const last = Date.parse(remembered(LAST));
  if (Number.isNaN(last)) return "You have not downloaded it from here yet.";
  const days = Math.floor((Date.now() - last) / DAY_MS);
  return days < 1 ? "You downloaded it less than a day ago." : `You last downloaded it ${counted(days, ["day", "days"])} ago.`;
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

/**
 * @param {number} count
 * @param {[one: string, several: string]} words
 */
function counted(count, [one, several]) {
  return `${count} ${count === 1 ? one : several}`;
}

/** @param {string[]} parts */
function listed(parts) {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}
