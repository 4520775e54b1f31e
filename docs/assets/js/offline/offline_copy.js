/**
 * The offline copy as the page sees it: fetches whole versions of the site into caches, verified file by file, and tells
 * the service worker (service_worker.js), which serves them. What has been fetched is kept, so that a download that broke off
 * goes on where it stopped. One tab at a time does this; the others listen, and one of them takes over if it is closed.
 */

import { FROM_DISK, ROOT, SiteError } from "../base/site.js";
import { OtherFile } from "../base/verified.js";
import { VERSION } from "../base/version.js";
import { savesData } from "../base/when_near.js";
import { siteCache, versionCache } from "./cache_format.js";
import { fill, hostList, missingFrom, storedList, sum } from "./version_cache.js";

/** @import { List } from "./cache_format.js" */

/** Of the service worker's cache, of the lock, and of the channel between tabs. */
const NAME = siteCache(ROOT);
/** A service worker that is silent for so long will not answer any more; to delete an old copy may take a while. */
const ANSWER_SECONDS = 30;

/**
 * @typedef {{current: string | null, staged: string | null}} Versions
 * @typedef {"unsupported" | "none" | "fetching" | "ready" | "update" | "offered" | "failed"} Phase
 * @typedef {{phase: Phase, loaded: number, total: number, problem: string}} Status bytes so far and in all
 */

/** Dispatches `change` whenever `status` has changed. */
class OfflineCopy extends EventTarget {
  /** @type {Status} */
  status = { phase: "none", loaded: 0, total: 0, problem: "" };
  /** @type {BroadcastChannel | null} */
  #tabs = null;
  #stop = new AbortController();

  /** Looks after a copy that the learner has asked for; without one it fetches and registers nothing. */
  async begin() {
    if (!(await isSupported())) return this.#set({ phase: "unsupported" });
    this.#tabs = new BroadcastChannel(NAME);
    this.#tabs.onmessage = ({ data }) => void this.#hear(data);
    if (!(await registration())) return;
    this.#listen();
    await this.#refresh(false);
  }

  /**
   * What a copy would take.
   *
   * @returns {Promise<{size: number, pages: number}>} bytes, pages
   * @throws {SiteError} if the list cannot be fetched
   */
  measure() {
    return hostList();
  }

  /** Makes the copy, or goes on with it, because the learner asks for it. */
  async make() {
    this.#set({ phase: "fetching", loaded: 0, problem: "" });
    try {
      await navigator.serviceWorker.register(new URL("sw.js", ROOT), { updateViaCache: "none" });
    } catch (error) {
      const words = "The service worker could not be set up. A private window may forbid it, or the site may be out of reach.";
      return this.#fail(new SiteError(words, { cause: error }));
    }
    this.#listen();
    await this.#refresh(true);
    // asks the browser not to make room at this copy's expense; it may refuse
    void navigator.storage?.persist?.();
  }

  /** Ends a download, and removes the copy and the service worker. */
  async remove() {
    this.#stop.abort();
    this.#tabs?.postMessage("remove");
    await navigator.locks.request(NAME, async () => {
      await tell("remove").catch((error) => console.warn("The service worker goes unasked.", error));
      await (await registration())?.unregister();
      const names = (await caches.keys()).filter((name) => name === NAME || name.startsWith(versionCache(ROOT, "")));
      for (const name of names) await caches.delete(name);
    });
    this.#set({ phase: "none", loaded: 0, problem: "" });
    this.#tabs?.postMessage(this.status);
  }

  #listening = false;

  #listen() {
    if (this.#listening) return;
    this.#listening = true;
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data === "damaged") void this.#refresh(false);
    });
    addEventListener("online", () => void this.#refresh(false));
    // a page that comes back from the browser's memory of pages may be older than the copy
    addEventListener("pageshow", ({ persisted }) => persisted && void this.#settle());
  }

  /** @param {"remove" | Status} message from another tab */
  async #hear(message) {
    if (message === "remove") return this.#stop.abort();
    if (message.phase !== "none") this.#listen();
    if (message.phase === "ready" || message.phase === "update") return this.#settle(message.total);
    this.#set({ ...message });
  }

  /** @param {boolean} byLearner whether the learner has just asked for it */
  async #refresh(byLearner) {
    if (this.#stop.signal.aborted) this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      await tell("hello", VERSION);
      await navigator.locks.request(NAME, { signal }, () => this.#bringUpToDate(byLearner, signal));
    } catch (error) {
      if (!signal.aborted) await this.#fail(error);
    }
  }

  /**
   * @param {boolean} byLearner
   * @param {AbortSignal} signal
   */
  async #bringUpToDate(byLearner, signal) {
    let list;
    try {
      list = await hostList();
    } catch (error) {
      // without the network the copy is as new as it can be; a host that answers, but has no list, is told about
      const unreachable = error instanceof SiteError && error.cause;
      if (byLearner || !unreachable || !(await tell("hello", VERSION)).current) throw error;
      return this.#settle();
    }
    try {
      await this.#fetch(list, byLearner, signal);
    } catch (error) {
      const newer = error instanceof OtherFile ? await hostList() : list;
      if (newer.version === list.version) throw error;
      await this.#fetch(newer, byLearner, signal);
    }
  }

  /**
   * @param {List} list
   * @param {boolean} byLearner
   * @param {AbortSignal} signal
   */
  async #fetch(list, byLearner, signal) {
    const { current } = await tell("tidy", list.version);
    const missing = await missingFrom(list);
    if (current && missing.size && !byLearner && savesData()) {
      return this.#set({ phase: "offered", loaded: 0, total: sum(missing), problem: "" });
    }
    let filesTold = -1;
    await fill(list, missing, signal, (loaded, files) => {
      this.#set({ phase: "fetching", loaded, total: list.size, problem: "" });
      if (files !== filesTold) this.#tabs?.postMessage(this.status);
      filesTold = files;
    });
    await tell("staged", list.version);
    await this.#settle(list.size);
    this.#tabs?.postMessage(this.status);
  }

  /**
   * Says how this tab's version and the copy's compare.
   *
   * @param {number} [size] of the copy
   */
  async #settle(size) {
    const { current, staged } = await tell("hello", VERSION);
    const newest = staged ?? current;
    if (!newest) return;
    const total = size ?? (await storedList(newest))?.size ?? 0;
    this.#set({ phase: newest === VERSION ? "ready" : "update", loaded: total, total, problem: "" });
  }

  /** @param {unknown} error */
  async #fail(error) {
    if (!(error instanceof SiteError)) console.warn("The offline copy could not be made.", error);
    const words = error instanceof SiteError ? error.message : `Something went wrong: ${error}`;
    const nothing = { current: null };
    const { current } = (await registration()) ? await tell("hello", VERSION).catch(() => nothing) : nothing;
    const comfort = current ? "The copy that you have still works." : "What has been downloaded so far is kept.";
    this.#set({ phase: "failed", problem: `${words} ${comfort}` });
    this.#tabs?.postMessage(this.status);
  }

  /** @param {Partial<Status>} change */
  #set(change) {
    Object.assign(this.status, change);
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {OfflineCopy} */
export const copy = new OfflineCopy();

/** @returns {Promise<boolean>} whether the browser can keep files, here and now; where it may not, asking may throw */
async function isSupported() {
  try {
    if (FROM_DISK || !navigator.serviceWorker || !navigator.locks) return false;
    await Promise.all([caches.has(NAME), registration()]);
    return true;
  } catch {
    return false;
  }
}

async function registration() {
  const registered = await navigator.serviceWorker.getRegistration(ROOT);
  return registered?.scope === ROOT.href ? registered : null;
}

/**
 * Sends the service worker a message and waits for its answer.
 *
 * @param {"hello" | "tidy" | "staged" | "remove"} type
 * @param {string} [version]
 * @returns {Promise<Versions>}
 * @throws {SiteError} if it does not answer
 */
function tell(type, version) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    const silent = () => reject(new SiteError("The service worker, which keeps the copy, does not answer."));
    const timer = setTimeout(silent, ANSWER_SECONDS * 1000);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
    navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ type, version }, [port2]), reject);
  });
}
