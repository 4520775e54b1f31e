/** The page's one polite voice for what has no status line of its own: it waits until the hand rests. */

import { h } from "./dom.js";

/** A slider passes many states, and only the one at which it stays is worth a sentence. */
const REST_MS = 500;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} text one or two sentences */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    let voice = document.querySelector("[data-wb-voice]");
    if (!voice) document.body.append((voice = h("div", { class: "wb-unseen", role: "status", "data-wb-voice": true })));
    voice.textContent = text;
  }, REST_MS);
}
