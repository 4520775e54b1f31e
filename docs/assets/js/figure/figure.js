/** `<wb-figure>`: its controls choose one of the states that the build has computed, and the state is drawn. */

import { announce } from "../base/announce.js";
import { button, h } from "../base/dom.js";
import { once } from "../base/once.js";
import { fetchJson, vendor } from "../base/site.js";
import { Store } from "../record/store.js";
import { controlOf } from "./controls.js";
import { drawMoment, tableElement } from "./moment_view.js";
import { indexOf, momentAt } from "./states.js";

/**
 * @import { FigureBundle, Moment } from "../base/types.js"
 * @import { Control } from "./controls.js"
 * @import { Question } from "../record/prediction.js"
 * @import { Training } from "./training.js"
 */

/** A link to a state: `#NAME:control=position;…`. */
const LINK = /^#([\w-]+):(.*)$/;

export class FigureElement extends HTMLElement {
  #begun = false;
  /** @type {Control[]} */
  #controls = [];
  #bundle = once(() => /** @type {Promise<FigureBundle>} */ (fetchJson(`figures/${this.name}.json`)));
  /** The last state that was asked for: an older one that is ready late is not drawn. */
  #requested = -1;
  #note = h("p", { class: "wb-note", hidden: true });
  /** @type {Question | null} */
  #question = null;
  /** @type {Training | null} of a figure that trains */
  #training = null;
  #followHash = () => this.#follow(location.hash);

  /** The name of the figure's file. */
  get name() {
    return this.dataset.name ?? "";
  }

  connectedCallback() {
    addEventListener("hashchange", this.#followHash);
    if (!this.#begun) this.#begin();
    this.#begun = true;
    this.#followHash();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#followHash);
    this.#training?.stop();
  }

  #begin() {
    const form = this.#part("form.wb-controls", HTMLFormElement);
    this.#controls = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-control]"))].map((element) =>
      controlOf(element, () => this.#changed()),
    );
    if (this.#trains) void this.#addTraining(form).catch(() => this.#say("The training code could not be fetched. Reload the page to retry."));
    form.append(button("Reset", () => this.#reset(), { class: "wb-button wb-quiet" }));
    form.addEventListener("submit", (event) => event.preventDefault());
    // whoever comes near a control will probably use it
    for (const sign of ["pointerenter", "focusin"]) form.addEventListener(sign, () => void this.#load().catch(() => {}), { once: true });
    form.hidden = false;
    form.after(this.#note);
    const question = this.querySelector(".wb-prediction");
    if (question instanceof HTMLElement) void this.#ask(question).catch(() => this.#uncover());
  }

  get #trains() {
    return this.hasAttribute("data-live");
  }

  /** @param {HTMLFormElement} form */
  async #addTraining(form) {
    const { Training } = await import("./training.js");
    this.#training = new Training({
      bundle: () => this.#bundle(),
      positions: () => this.#controls.map((control) => control.position()),
      show: async (moment) => this.#draw(await vendor("plot"), moment),
      say: (text, note = "") => {
        this.#say(text);
        announce(`${text} ${note}`);
      },
    });
    form.querySelector(":scope > .wb-button")?.before(this.#training.element);
  }

  /**
   * Keeps the figure covered until its question is answered.
   *
   * @param {HTMLElement} question
   */
  async #ask(question) {
    this.toggleAttribute("data-asking", true);
    const { Question } = await import("../record/prediction.js");
    const store = new Store(`figure ${this.name}`);
    const onclose = (/** @type {number[] | null} */ positions) => {
      this.#uncover();
      if (positions) this.#move(positions);
    };
    this.#question = new Question(question, { store, witness: "the figure", pass: "Show it anyway", onclose });
    if (!this.hasAttribute("data-asking")) this.#question.skip(); // a link has led to a state meanwhile
    await store.load();
    this.#question.restore();
  }

  #uncover() {
    this.removeAttribute("data-asking");
  }

  /** @param {number[]} positions of the controls */
  #move(positions) {
    this.#controls.forEach((control, index) => control.move(positions[index]));
    this.#update();
  }

  /** Shows the state in which the controls are, or says how to come to it. */
  #update() {
    this.#training?.stop();
    if (this.#trains) this.#say("Press Train to see what these settings lead to. Until then the picture stays as it is.");
    else void this.#show();
  }

  /**
   * @template {Element} E
   * @param {string} selector
   * @param {new () => E} type
   * @returns {E}
   */
  #part(selector, type) {
    const part = this.querySelector(selector);
    if (!(part instanceof type)) throw new Error(`the figure ${this.name} has no ${selector}`);
    return part;
  }

  #load() {
    return Promise.all([vendor("plot"), this.#bundle()]);
  }

  /** @param {string} hash of the page's address */
  #follow(hash) {
    const link = LINK.exec(hash);
    if (!link || link[1] !== this.name) return;
    const values = new URLSearchParams(link[2].replaceAll(";", "&"));
    const positions = this.#controls.map(({ name, size, first }) => {
      const position = Number(values.get(name) ?? first);
      return Number.isInteger(position) && position >= 0 && position < size ? position : -1;
    });
    const isOurs = [...values.keys()].every((key) => this.#controls.some(({ name }) => name === key));
    this.scrollIntoView();
    // whoever sends a link wants its state to be seen
    this.#question?.skip();
    this.#uncover();
    if (!isOurs || positions.includes(-1)) {
      this.#say("The link names a state that this figure does not have, so it shows its first state.");
      return;
    }
    this.#move(positions);
  }

  #reset() {
    for (const control of this.#controls) control.move(control.first);
    this.#changed();
    if (this.#trains) void this.#show();
  }

  /** The address leads to what is seen, so that it can be sent to somebody. */
  #changed() {
    const positions = this.#controls.map((control) => `${control.name}=${control.position()}`);
    history.replaceState(history.state, "", `#${this.name}:${positions.join(";")}`);
    this.#update();
  }

  /** Draws the state in which the controls are. */
  async #show() {
    const sizes = this.#controls.map(({ size }) => size);
    const index = this.#trains ? 0 : indexOf(sizes, this.#controls.map((control) => control.position()));
    this.#requested = index;
    this.#say("");
    try {
      const [drawing, bundle] = await this.#load();
      if (this.#requested !== index) return;
      this.#draw(drawing, momentAt(bundle, index));
      this.dataset.state = String(index);
    } catch (error) {
      this.#say(`${error instanceof Error ? error.message : error} The figure stays as it is; move the control again to retry.`);
    }
  }

  /**
   * @param {import("./drawing.js").Library} drawing
   * @param {Moment} moment
   */
  #draw(drawing, moment) {
    this.#part(".wb-shown", HTMLElement).replaceChildren(drawMoment(drawing, moment, this.name));
    this.#part(".wb-table", HTMLElement).replaceChildren(tableElement(moment.table));
    this.#part(".wb-say", HTMLElement).textContent = moment.sentence;
    if (!this.#trains) announce(moment.sentence);
  }

  /** @param {string} text */
  #say(text) {
    this.#note.textContent = text;
    this.#note.hidden = !text;
  }
}
