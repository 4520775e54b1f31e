/** The phrases of a scenario: they can be marked, and after Check they say what each mark was worth. */

import { h, icon } from "../base/dom.js";

/** @import { CheckResult } from "../base/types.js" */

/** What a phrase turned out to be, by its shape and in a word. */
const CUES = /** @type {const} */ ({
  right: { shape: "pass", word: "decides" },
  misleading: { shape: "fail", word: "misleads" },
  neutral: { shape: "skip", word: "decides nothing" },
  missed: { shape: "missed", word: "missed" },
  also: { shape: "missed", word: "decides too" },
  tempting: { shape: "skip", word: "tempts" },
});

/** The chosen phrases: what each kind of cue makes of them. */
const CHOSEN = /** @type {const} */ ({ deciding: "right", misleading: "misleading", neutral: "neutral" });
/** The others, once the scenario is right. */
const OTHERS = /** @type {const} */ ({ deciding: "also", misleading: "tempting", neutral: null });

export class Phrases {
  #phrases;
  #changed;

  /**
   * @param {HTMLElement} item the scenario
   * @param {() => void} changed
   */
  constructor(item, changed) {
    this.#changed = changed;
    this.#phrases = [.../** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll(".wb-phrase"))];
    for (const phrase of this.#phrases) this.#makeToggle(phrase);
  }

  /** @returns {string[]} ids of the phrases that are marked */
  get chosen() {
    return this.#phrases.filter(isPressed).map(nameOf);
  }

  set chosen(names) {
    for (const phrase of this.#phrases) press(phrase, names.includes(nameOf(phrase)));
  }

  /** @param {boolean} locked */
  set locked(locked) {
    for (const phrase of this.#phrases) {
      if (locked) phrase.setAttribute("aria-disabled", "true");
      else phrase.removeAttribute("aria-disabled");
      phrase.tabIndex = locked ? -1 : 0;
    }
  }

  focus() {
    this.#phrases[0]?.focus();
  }

  /**
   * Says of each phrase that was marked what it is worth.
   *
   * @param {CheckResult["cues"]} cues
   * @param {string[]} evidence the phrases that were marked
   * @param {boolean} right the scenario is, so that the others have their say too
   */
  explain(cues, evidence, right) {
    for (const phrase of this.#phrases) {
      const cue = cues[nameOf(phrase)];
      const kind = cue && (evidence.includes(nameOf(phrase)) ? CHOSEN[cue] : right && OTHERS[cue]);
      if (kind) label(phrase, kind);
    }
  }

  /**
   * Shows or hides which deciding phrases are not marked.
   *
   * @param {CheckResult["cues"]} cues
   * @param {boolean} shown
   */
  revealMissed(cues, shown) {
    for (const phrase of this.#phrases) {
      if (cues[nameOf(phrase)] !== "deciding" || phrase.dataset.cue === "right") continue;
      if (shown) label(phrase, "missed");
      else clear(phrase);
    }
  }

  clear() {
    this.#phrases.forEach(clear);
  }

  /**
   * A button element cannot break over lines as running text must, so the phrase itself takes the role.
   *
   * @param {HTMLElement} phrase
   */
  #makeToggle(phrase) {
    phrase.setAttribute("role", "button");
    phrase.tabIndex = 0;
    press(phrase, false);
    const toggle = () => {
      if (phrase.getAttribute("aria-disabled") === "true") return;
      press(phrase, !isPressed(phrase));
      this.#changed();
    };
    phrase.addEventListener("click", toggle);
    phrase.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle();
    });
  }
}

/** @param {HTMLElement} phrase */
function nameOf(phrase) {
  return phrase.dataset.phrase ?? "";
}

/** @param {HTMLElement} phrase */
function isPressed(phrase) {
  return phrase.getAttribute("aria-pressed") === "true";
}

/**
 * @param {HTMLElement} phrase
 * @param {boolean} pressed
 */
function press(phrase, pressed) {
  phrase.setAttribute("aria-pressed", String(pressed));
}

/**
 * @param {HTMLElement} phrase
 * @param {keyof typeof CUES} kind
 */
function label(phrase, kind) {
  clear(phrase);
  const { shape, word } = CUES[kind];
  phrase.dataset.cue = kind;
  phrase.append(h("span", { class: "wb-cue" }, icon(shape), " ", word));
}

/** @param {HTMLElement} phrase */
function clear(phrase) {
  delete phrase.dataset.cue;
  phrase.querySelector(".wb-cue")?.remove();
}
