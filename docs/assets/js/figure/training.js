/** A figure that trains while the reader watches: in a Python of its own, result after result, until it is done or stopped. */

import { button, h } from "../base/dom.js";
import { Recalled, runtime } from "../runtime/runtime.js";
import { Broken, TimedOut } from "../runtime/sandbox.js";

/** @import { FigureBundle, Moment } from "../base/types.js" */

/** In which `answer` runs the figure's file. */
const MODULE = "tools.figures.training";
/** Between two results; the first one waits for modules to be compiled. */
const SECONDS = 60;

/**
 * @typedef {object} Trained whoever shows what comes
 * @property {() => Promise<FigureBundle>} bundle
 * @property {() => number[]} positions of the controls
 * @property {(moment: Moment) => Promise<void>} show
 * @property {(text: string, more?: string) => void} say shows a text, and reads it out with more
 */

/** Button, bar and Stop of one figure. */
export class Training {
  #figure;
  #start = button("Train", () => this.#run(), { class: "wb-button wb-primary" });
  #stop = button("Stop", () => this.#aborter?.abort(), { hidden: true });
  #bar = h("progress", { max: 1, value: 0, "aria-label": "Training", hidden: true });
  /** @type {AbortController | null} */
  #aborter = null;

  /** @param {Trained} figure */
  constructor(figure) {
    this.#figure = figure;
    this.element = h("div", { class: "wb-training" }, this.#start, this.#stop, this.#bar);
  }

  /** Ends it, when the reader leaves or has moved a control. */
  stop() {
    this.#aborter?.abort();
  }

  async #run() {
    const aborter = (this.#aborter = new AbortController());
    const focused = document.activeElement === this.#start;
    this.#show(true);
    if (focused) this.#stop.focus();
    this.#figure.say("Python is starting.");
    try {
      const last = await this.#train(aborter.signal);
      this.#figure.say("Training has ended.", last);
    } catch (error) {
      this.#figure.say(wordsOf(error));
    } finally {
      const waits = document.activeElement === this.#stop;
      aborter.abort();
      this.#aborter = null;
      this.#show(false);
      if (waits) this.#start.focus();
    }
  }

  /**
   * @param {AbortSignal} signal
   * @returns {Promise<string>} the sentence of the last result
   */
  async #train(signal) {
    const [{ live, controls }, ask] = await Promise.all([this.#figure.bundle(), runtime.lend(signal)]);
    if (!live) throw new Error("The figure does not train.");
    const values = this.#figure.positions().map((position, index) => [controls[index].name, live.values[controls[index].name][position]]);
    const begin = { do: "ask", module: MODULE, source: live.source, state: Object.fromEntries(values) };
    this.#figure.say("Training.");
    let sentence = "";
    for (let request = /** @type {object} */ (begin); ; request = { do: "ask", module: MODULE }) {
      const { share, moment } = (await ask(request, SECONDS)).reply;
      this.#bar.value = share;
      if (!moment) return sentence;
      sentence = moment.sentence;
      await this.#figure.show(moment);
    }
  }

  /** @param {boolean} busy */
  #show(busy) {
    this.#start.hidden = busy;
    this.#stop.hidden = !busy;
    this.#bar.hidden = !busy;
    this.#bar.value = 0;
  }
}

/** @param {unknown} error */
function wordsOf(error) {
  if (error instanceof Recalled) return "Training was stopped: an exercise needs Python now. Press Train to begin again.";
  if (error instanceof TimedOut || error instanceof Broken) {
    console.warn("Training did not finish.", error);
    return "Python broke down or took too long. Press Train to begin again.";
  }
  if (error instanceof DOMException && error.name === "AbortError") return "Training was stopped. The figure shows how far it came.";
  return `${error instanceof Error ? error.message : error} Press Train to try again.`;
}
