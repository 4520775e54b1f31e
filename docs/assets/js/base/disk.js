/**
 * How a copy that was opened from disk reads its files. A page of a `file:` address may not fetch, but it may load
 * scripts: so `python -m tools offline-zip` puts the files into scripts under `assets/disk/`, in pieces that are small enough
 * not to hold up the page, each a call of `wbDisk` with its part of the bytes as base64.
 */

/** @typedef {{count: number, bytes: Uint8Array<ArrayBuffer>}} Piece */

/** @type {Map<string, ((piece: Piece) => void)[]>} */
const waiting = new Map();

/**
 * @param {URL} assets the folder `assets/`
 * @param {string} path relative to it
 * @returns {Promise<Response>} its body arrives piece by piece
 * @throws {Error} if there is no such file
 */
export async function readFromDisk(assets, path) {
  const first = await readPiece(assets, path, 0);
  let next = 0;
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
  const body = new ReadableStream({
    async pull(controller) {
      const { bytes } = next ? await readPiece(assets, path, next) : first;
      controller.enqueue(bytes);
      if (++next >= first.count) controller.close();
    },
  });
  const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(body, { headers: { "content-type": type } });
}

/**
 * @param {URL} assets
 * @param {string} name of a library in `assets/vendor/`, which the zip holds as a script
 * @returns {Promise<any>} what the library exports
 */
export async function importFromDisk(assets, name) {
  const all = /** @type {{wbVendor?: Record<string, any>}} */ (globalThis);
  if (!all.wbVendor?.[name]) await runScript(new URL(`vendor/${name}.js`, assets));
  return all.wbVendor?.[name];
}

/**
 * @param {URL} assets
 * @param {string} path
 * @param {number} index
 * @returns {Promise<Piece>}
 */
async function readPiece(assets, path, index) {
  /** @type {any} */ (globalThis).wbDisk ??= receive;
  const key = `${path} ${index}`;
  /** @type {Promise<Piece>} */
  const piece = new Promise((resolve) => waiting.set(key, [...(waiting.get(key) ?? []), resolve]));
  await runScript(new URL(`disk/${path}.${index}.js`, assets));
  return piece;
}

/**
 * What the scripts under `assets/disk/` call.
 *
 * @param {string} path
 * @param {number} index of the piece
 * @param {number} count of all pieces
 * @param {string} base64
 */
function receive(path, index, count, base64) {
  const key = `${path} ${index}`;
  const bytes = decode(base64);
  for (const resolve of waiting.get(key) ?? []) resolve({ count, bytes: bytes.slice() });
  waiting.delete(key);
}

/** @param {string} base64 */
function decode(base64) {
  const native = /** @type {any} */ (Uint8Array).fromBase64; // browsers from 2025 on
  return native ? native.call(Uint8Array, base64) : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * @param {URL} url
 * @returns {Promise<void>} settles when the script has run
 */
function runScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url.href;
    script.onload = () => {
      // not before: WebKit runs a script that was removed, but forgets to say so
      script.remove();
      resolve();
    };
    script.onerror = () => reject(new Error(`not in this folder: ${url}`));
    document.head.append(script);
  });
}
