/**
 * Whether a host lets Python run: tried out where it would run, in a frame with an origin of its own. What a host forbids, it
 * says in a header, and what a header allows cannot be asked for.
 */

/** An empty WebAssembly module. */
const EMPTY = "0,97,115,109,1,0,0,0";
const PATIENCE_MS = 5000;

const INSIDE = `
  const say = (name, works) => parent.postMessage({ wbSelfTest: name, works }, "*");
  say("frame", true);
  try { new WebAssembly.Module(new Uint8Array([${EMPTY}])); say("wasm", true); } catch { say("wasm", false); }
  try {
    const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" })));
    worker.onmessage = () => say("worker", true);
    worker.onerror = () => say("worker", false);
  } catch { say("worker", false); }
`;

/** What each part needs of the host's Content-Security-Policy. */
const RULES = {
  frame: "scripts inside frames (script-src 'unsafe-inline', and frames in frames)",
  wasm: "WebAssembly (script-src 'wasm-unsafe-eval')",
  worker: "workers from blobs (worker-src blob:)",
};

/** @typedef {keyof typeof RULES} Part */

/**
 * @param {Window & typeof globalThis} window
 * @param {number} [patience] milliseconds
 * @returns {Promise<string[]>} what is forbidden, in words; none if all works
 */
export async function forbidden(window, patience = PATIENCE_MS) {
  /** @type {Map<Part, boolean>} */
  const found = new Map();
  const frame = window.document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "Self-test";
  frame.hidden = true;
  frame.srcdoc = `<script>${INSIDE}</script>`;
  await new Promise((resolve) => {
    const hear = (/** @type {MessageEvent} */ { source, data }) => {
      if (source !== frame.contentWindow || !data?.wbSelfTest) return;
      found.set(data.wbSelfTest, data.works === true);
      if (found.size === Object.keys(RULES).length) end();
    };
    const end = () => {
      window.removeEventListener("message", hear);
      clearTimeout(timer);
      resolve(null);
    };
    const timer = setTimeout(end, patience);
    window.addEventListener("message", hear);
    window.document.body.append(frame);
  });
  frame.remove();
  return forbiddenOf(found);
}

/**
 * @param {Map<Part, boolean>} found
 * @returns {string[]}
 */
export function forbiddenOf(found) {
  if (!found.get("frame")) return [RULES.frame]; // nothing is known of the others
  return /** @type {Part[]} */ (Object.keys(RULES)).filter((part) => !found.get(part)).map((part) => RULES[part]);
}
