/**
 * The service worker, published as `sw.js` in the site's root and registered only when the learner asks for an offline
 * copy. The page fetches whole versions into caches (offline_copy.js); this worker serves each tab from one of them. A tab keeps
 * the version that it was opened with, and the next page load takes the newest complete one, so that no tab ever sees
 * files of two versions.
 *
 * Our own instead of Workbox, see ARCHITECTURE.md: its precache cannot show progress, go on, or keep versions apart.
 */

import { sha256 } from "../base/sha256.js";
import { FROM_HOST, HASH, addressOf, versionCache } from "./cache_format.js";
import { BASE, forget, hasNone, inTurn, listOf, promptly, read, readInTurn, remembered, versionOfCache } from "./worker_state.js";

/**
 * @import { List } from "./cache_format.js"
 * @import { State } from "./worker_state.js"
 */

/** @typedef {{type: string, version: string}} Message */

const scope = /** @type {any} */ (self);
/** Tabs that were opened while the browser's store did not answer, and get all from the host. */
const unkept = /** @type {Set<string>} */ (new Set());

scope.addEventListener("install", () => scope.skipWaiting());
scope.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = url.origin === BASE.origin && url.pathname.startsWith(BASE.pathname);
  if (request.method !== "GET" || !isOurs || request.headers.has(FROM_HOST)) return;
  if (hasNone()) return; // there is nothing yet to answer from
  event.respondWith(answer(event, url));
});

scope.addEventListener("message", (/** @type {any} */ event) => {
  const [port] = event.ports;
  const work = inTurn((state) => hear(state, event.data, event.source.id))
    .then((state) => port.postMessage({ current: state.current, staged: state.staged }))
    .catch((error) => port.postMessage({ error: String(error) }));
  event.waitUntil(work);
});

/**
 * @param {any} event
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function answer(event, url) {
  const opens = event.request.mode === "navigate";
  const list = await (opens ? listToOpenWith(event) : listFor(event.clientId));
  if (!list) return fetch(event.request);
  const path = fileAt(url, list);
  if (path === null) return opens ? elsewhere(event, list) : fetch(event.request);
  if (path.endsWith("index.html") && !/(\/|index\.html)$/.test(url.pathname)) {
    return Response.redirect(`${url.pathname}/${url.search}`, 301); // as hosts do, so that the page's links are right
  }
  const response = (await stored(list, path)) ?? (await healed(list, path));
  if (response) return response;
  if (opens) return elsewhere(event, list);
  void scope.clients.get(event.clientId).then((/** @type {any} */ client) => client?.postMessage("damaged"));
  return Response.error();
}

/**
 * Whatever the browser has kept, and does not find, cannot read or never gives back: no page may be out of reach because
 * of it.
 *
 * @param {any} event
 * @returns {Promise<List | null>} the files of the version that a page is opened with; null if the host is to answer
 */
async function listToOpenWith(event) {
  try {
    const version = await promptly(newest());
    return version ? await promptly(listOf(version)) : null;
  } catch {
    unkept.add(event.resultingClientId);
    return null;
  }
}

/**
 * @param {string} client
 * @returns {Promise<List | null>} the files of its version; null if the host is to answer
 */
async function listFor(client) {
  if (unkept.has(client)) return null;
  try {
    const { pins, current } = await read();
    const version = Object.hasOwn(pins, client) ? pins[client] : current;
    return version ? await listOf(version) : null;
  } catch {
    return null;
  }
}

/**
 * @param {URL} url
 * @param {List} list
 * @returns {string | null} the file that a host shows at this address
 */
function fileAt(url, list) {
  let path = url.pathname.slice(BASE.pathname.length);
  try {
    path = decodeURIComponent(path);
  } catch {
    return null;
  }
  const index = `${path}${path && !path.endsWith("/") ? "/" : ""}index.html`;
  return [path, index].find((name) => Object.hasOwn(list.files, name)) ?? null;
}

/**
 * A page that the copy does not have: whole from the host, or else the copy's own page about that.
 *
 * @param {any} event
 * @param {List} list
 */
async function elsewhere(event, list) {
  await remembered((state) => void (state.pins[event.resultingClientId] = null));
  try {
    return await fetch(event.request);
  } catch (error) {
    await remembered((state) => void delete state.pins[event.resultingClientId]);
    const page = await stored(list, "404.html");
    if (!page) throw error;
    return new Response(page.body, { status: 404, headers: page.headers });
  }
}

/**
 * @param {List} list
 * @param {string} path
 * @returns {Promise<Response | undefined>} nothing also where the cache cannot be read
 */
async function stored(list, path) {
  const cacheName = versionCache(BASE, list.version);
  return caches.match(addressOf(BASE, path), { cacheName }).catch(() => undefined);
}

/**
 * Gets a lost entry again, if the host still has the very same file.
 *
 * @param {List} list
 * @param {string} path
 * @returns {Promise<Response | null>}
 */
async function healed(list, path) {
  for (const cache of /** @type {const} */ (["default", "reload"])) {
    const response = await fetch(addressOf(BASE, path), { cache, headers: { [FROM_HOST]: "lost" } }).catch(() => null);
    if (!response?.ok) continue;
    const bytes = await response.arrayBuffer();
    if ((await sha256(bytes)) !== list.files[path].sha256) continue;
    const type = response.headers.get("content-type") ?? "application/octet-stream";
    const marked = new Response(bytes, { headers: { "content-type": type, [HASH]: list.files[path].sha256 } });
    const copy = marked.clone();
    // a full disk must not keep the page from what has just been fetched
    await caches.open(versionCache(BASE, list.version)).then((opened) => opened.put(addressOf(BASE, path), copy)).catch(() => {});
    return marked;
  }
  return null;
}

/**
 * @param {State} state
 * @param {Message} message
 * @param {string} id of the tab that sent it
 */
async function hear(state, { type, version }, id) {
  if (type === "hello") await pin(state, id, version);
  else if (type === "staged") await stage(state, version);
  else if (type === "tidy") await tidy(state, version);
  else if (type === "remove") {
    Object.assign(state, { current: null, staged: null, pins: {} });
    await dropCaches(new Set());
  }
}

/**
 * @param {State} state
 * @param {string} id of a tab
 * @param {string} version that the tab says it shows
 */
async function pin(state, id, version) {
  delete state.pins[id];
  if (version !== state.current) state.pins[id] = version && (await listOf(version)) ? version : null;
}

/**
 * A version has been fetched whole. The first one is used at once, a later one from the next page load on.
 *
 * @param {State} state
 * @param {string} version
 */
async function stage(state, version) {
  forget(version);
  // the host may have gone back to the version in use
  if (version === state.current) state.staged = null;
  if (version === state.current || !(await listOf(version))) return;
  if (state.current && (await listOf(state.current))) return void (state.staged = version);
  await pinOthers(state, null);
  Object.assign(state, { current: version, staged: null });
}

/**
 * @param {State} state
 * @param {string | null} version of every tab that has none of its own yet
 */
async function pinOthers(state, version) {
  for (const { id } of await allClients()) if (!Object.hasOwn(state.pins, id)) state.pins[id] = version;
}

/**
 * Deletes the versions that no tab needs any more.
 *
 * @param {State} state
 * @param {string} version the host's: perhaps half fetched
 */
async function tidy(state, version) {
  const living = new Set((await allClients()).map(({ id }) => id));
  for (const id of Object.keys(state.pins)) if (!living.has(id)) delete state.pins[id];
  await dropCaches(new Set([state.current, state.staged, version, ...Object.values(state.pins)]));
}

/** @param {Set<string | null>} needed versions */
async function dropCaches(needed) {
  for (const name of await caches.keys()) {
    const version = versionOfCache(name);
    if (version === null || needed.has(version)) continue;
    forget(version);
    await caches.delete(name);
  }
}

/** @returns {Promise<string | null>} the version for a page that is about to open */
async function newest() {
  const before = await readInTurn();
  if (!before.staged) return before.current;
  await remembered(async (state) => {
    const next = state.staged;
    if (!next) return;
    state.staged = null;
    if (!(await listOf(next))) return;
    await pinOthers(state, state.current);
    state.current = next;
  });
  return (await read()).current;
}

/** @returns {Promise<{id: string}[]>} */
function allClients() {
  return scope.clients.matchAll({ type: "all", includeUncontrolled: true });
}
