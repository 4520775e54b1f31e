/**
 * Links with code: to copy one's own, and to show that of others. Code from a link is a text of somebody else: it is shown, and
 * nothing runs or checks it unless the learner takes it over and asks for that.
 */

import { button, h } from "../../base/dom.js";
import { makeLink, readLink } from "./link.js";

/**
 * @import { Bundle } from "../../base/types.js"
 * @import { Shared } from "./link.js"
 *
 * @typedef {object} Sharing
 * @property {HTMLElement} element the exercise
 * @property {() => Promise<Bundle>} bundle
 * @property {(text: string) => void} say
 * @property {import("./editor.js").Editor} editor
 * @property {HTMLElement} place where code from a link is shown
 * @property {(source: string) => HTMLElement} draw shows code; given, so that all this can be in a file of its own
 */

/** How the fragments of such links begin; code.js knows them by it. */
const MARK = "#shared=";

/**
 * Puts a link to the learner's code into the clipboard, or where that is not allowed into the address bar.
 *
 * @param {Sharing} sharing
 * @returns {Promise<boolean>} whether it is in the clipboard; else the page says what has happened
 */
export async function copyLink({ bundle, editor, place, say }) {
  try {
    const { id, version } = (await bundle()).exercise;
    const link = new URL(`${MARK}${await makeLink({ exercise: id, version, code: editor.text })}`, location.href).href;
    const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    if (copied) say("A link with your code is copied. Whoever opens it sees the code beside their own.");
    else {
      history.replaceState(history.state, "", link);
      tell(place, "This browser allows no copying. The link is in its address bar: whoever opens it sees the code beside their own.");
    }
    return copied ?? false;
  } catch (error) {
    tell(place, inWords(error, "The link could not be made."));
    return false;
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} message
 */
function tell(place, message) {
  const close = button("Close", () => place.replaceChildren());
  place.replaceChildren(h("div", { class: "wb-notice", role: "status" }, h("p", {}, message), close));
}

/**
 * @param {unknown} error
 * @param {string} otherwise
 */
function inWords(error, otherwise) {
  if (error instanceof Error && error.name === "LinkError") return error.message;
  console.warn(error);
  return otherwise;
}

/**
 * Shows the code of the link that the page was opened by, or says why it does not.
 *
 * @param {Sharing} sharing
 */
export async function openLink(sharing) {
  const { element, bundle } = sharing;
  try {
    const shared = await readLink(location.hash.slice(MARK.length));
    if (shared.exercise === element.dataset.id) show(sharing, shared, await bundle().catch(() => null));
    else if (!document.querySelector(`rl-exercise[data-id="${shared.exercise}"]`)) {
      refuse(sharing, `This link belongs to the exercise ${shared.exercise}, which is not on this page. It is ignored.`);
    }
  } catch (error) {
    refuse(sharing, inWords(error, "The link could not be read."));
  }
}

/**
 * @param {Sharing} sharing
 * @param {string} message which the first exercise of the page says for all
 */
function refuse({ element, place }, message) {
  if (element !== document.querySelector("rl-exercise[data-kind=code]")) return;
  forget();
  tell(place, message);
  place.scrollIntoView({ block: "center" });
}

/**
 * @param {Sharing} sharing
 * @param {Shared} shared
 * @param {Bundle | null} bundle
 */
function show({ editor, place, draw }, { code, version }, bundle) {
  const close = () => {
    forget();
    place.replaceChildren();
  };
  const take = async () => {
    await editor.replace(code);
    forget();
    tell(place, "The code of the link is in your editor. Undo brings your own back.");
  };
  const words = ["Somebody has put this code into the link that you have followed. It has been neither run nor checked here."];
  if (bundle && !bundle.exercise.version.startsWith(version)) words.push("The exercise has changed since the link was made.");
  const head = h(
    "div",
    { class: "wb-solution-head" },
    h("p", { class: "wb-hint-title" }, "Code from a link"),
    button("Put it in my editor", take),
    button("Close", close, { class: "wb-button wb-quiet", "aria-label": "Close the code from the link" }),
  );
  const note = h("p", { class: "wb-note" }, words.join(" "));
  const about = { class: "wb-solution wb-shared", "aria-label": "Code from a link", tabindex: -1 };
  const section = h("section", about, head, note, draw(code));
  place.replaceChildren(section);
  section.focus({ preventScroll: true });
  section.scrollIntoView({ block: "center" });
}

/** The address is that of the page again: what was read, or refused, does not come back with a reload. */
function forget() {
  history.replaceState(history.state, "", location.pathname + location.search);
}
