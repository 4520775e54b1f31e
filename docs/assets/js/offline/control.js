/** What the learner sees of the offline copy: a line in the footer of every page, and a note when there is an update. */

import { button, h } from "../base/dom.js";
import { bringIntoView } from "../base/in_view.js";
import { FROM_DISK } from "../base/site.js";
import { copy } from "./offline_copy.js";
import { megabytes } from "./version_cache.js";

/** @import { Status } from "./offline_copy.js" */

/** @type {Record<import("./offline_copy.js").Phase, (status: Status) => string>} */
const SUMMARIES = {
  unsupported: () => "Use offline",
  none: () => "Use offline",
  fetching: ({ loaded, total }) => `Saving for offline use${total ? `: ${Math.floor((100 * loaded) / total)} %` : ""}`,
  ready: () => "Available offline",
  update: () => "New version ready",
  offered: () => "New version available",
  failed: () => "Offline copy needs attention",
};
/** Footers come and go with the pages; what was open stays open. */
let open = false;

/** `<wb-offline>`, in the footer. Empty where pages cannot be saved, such as in a copy opened from disk. */
export class OfflineElement extends HTMLElement {
  #summary = h("summary");
  #text = h("p");
  #progress = h("progress", { "aria-label": "Saved so far" });
  #actions = h("div", { class: "wb-offline-actions" });
  #announced = h("p", { class: "wb-offline-status", role: "status" });
  /** @type {string | null} */
  #phase = null;
  #update = () => this.#show(copy.status);

  connectedCallback() {
    if (FROM_DISK) return;
    const body = h("div", { class: "wb-offline-body" }, this.#text, this.#progress, this.#actions);
    const details = h("details", { open }, this.#summary, body);
    details.addEventListener("toggle", () => this.#toggle(details.open));
    this.replaceChildren(details, this.#announced);
    copy.addEventListener("change", this.#update);
    this.#phase = null;
    this.#update();
  }

  disconnectedCallback() {
    copy.removeEventListener("change", this.#update);
  }

  /** @param {boolean} opened */
  #toggle(opened) {
    open = opened;
    if (opened && copy.status.phase === "none") void this.#offer();
  }

  /** Says what a copy takes, and offers to make it. */
  async #offer() {
    try {
      const { size, pages } = await copy.measure();
      if (copy.status.phase !== "none") return;
      this.#text.textContent =
        `Save all ${pages} pages, the search and the exercises in this browser: ${megabytes(size)}. ` +
        "After that they work without a network, and you can remove them again here.";
      this.#actions.replaceChildren(button(`Make available offline (${megabytes(size)})`, () => copy.make()));
    } catch (error) {
      this.#text.textContent = `How large the copy would be cannot be found out just now. ${/** @type {Error} */ (error).message}`;
      this.#actions.replaceChildren(button("Try again", () => this.#offer()));
    }
    if (this.contains(document.activeElement)) bringIntoView(this);
  }

  /** @param {Status} status */
  #show(status) {
    this.#summary.textContent = SUMMARIES[status.phase](status);
    this.#progress.hidden = status.phase !== "fetching";
    this.#progress.max = status.total || 1;
    this.#progress.value = status.loaded;
    this.dataset.phase = status.phase;
    if (status.phase === "fetching") this.#text.textContent = `${megabytes(status.loaded)} of ${megabytes(status.total)} saved. You can go on reading.`;
    if (status.phase === this.#phase) return;
    const focused = this.#actions.contains(document.activeElement);
    this.#describe(status);
    if (focused) (this.#actions.querySelector("button") ?? this.#summary).focus();
    if (this.#phase !== null) this.#announced.textContent = `${SUMMARIES[status.phase]({ ...status, total: 0 })}.`;
    this.#phase = status.phase;
  }

  /** @param {Status} status */
  #describe({ phase, total, problem }) {
    const again = (/** @type {string} */ words) => button(words, () => copy.make(), { class: "wb-button wb-primary" });
    const remove = (words = "Remove the copy") => button(words, () => copy.remove());
    const reload = () => button("Reload to use it", () => location.reload(), { class: "wb-button wb-primary" });
    /** @type {Record<string, [string, HTMLElement[]]>} */
    const words = {
      unsupported: [
        "This browser cannot save the site from this address. Open it through https, in a window that is not private.",
        [],
      ],
      none: ["", []],
      fetching: ["", [remove("Cancel")]],
      ready: [`Pages, search and exercises work without a network. ${megabytes(total)} are saved in this browser.`, [remove()]],
      update: ["A new version of the site is ready. Your work is kept.", [reload(), remove()]],
      offered: [`A new version is available: ${megabytes(total)} to download.`, [again("Download it now"), remove()]],
      failed: [problem, [again("Try again"), remove()]],
    };
    const [text, actions] = words[phase];
    if (phase !== "fetching") this.#text.textContent = text;
    this.#actions.replaceChildren(...actions);
    if (phase === "none" && open) void this.#offer();
  }
}

/** Shows a note, on whichever page, when a new version waits for a reload. */
export function announceUpdates() {
  /** @type {HTMLElement | null} */
  let note = null;
  const place = h("div", { role: "status", class: "wb-update-place md-typeset" });
  copy.addEventListener("change", () => {
    if ((copy.status.phase === "update") === Boolean(note)) return;
    if (note) {
      note.remove();
      note = null;
      return;
    }
    if (!place.isConnected) document.body.append(place);
    const later = button("Later", () => note && (note.hidden = true));
    const now = button("Reload to use it", () => location.reload(), { class: "wb-button wb-primary" });
    note = h("div", { class: "wb-update" }, h("p", {}, "A new version of the site is ready."), now, later);
    place.append(note);
  });
}
