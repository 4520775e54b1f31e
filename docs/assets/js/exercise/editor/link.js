/**
 * The code of an exercise as a link's last part, the fragment, which browsers send to no host.
 *
 * @typedef {{exercise: string, version: string, code: string}} Shared
 */

/** What mail programs and chats leave whole, more or less; a solution takes some hundreds. */
const LONGEST_LINK = 16_000;
const LONGEST_CODE = 60_000;
/** Of the exercise's version, which is a hash. */
const VERSION_DIGITS = 12;
const FORM = /^([\w-]+(?:\/[\w-]+)*),([0-9a-f]{12}),([\w-]+)$/;
/** Signs that hide what a text says: controls, and those that turn the direction of writing. */
const HIDING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The link holds no code, or too much of it. The message is meant for the learner. */
export class LinkError extends Error {
  /** @override */
  name = "LinkError";
}

/**
 * @param {Shared} shared
 * @returns {Promise<string>} what goes behind the mark of such a fragment
 * @throws {LinkError} if the code is too long
 */
export async function makeLink({ exercise, version, code }) {
  const packed = await through(new CompressionStream("deflate"), new TextEncoder().encode(code), Infinity);
  const data = btoa(String.fromCharCode(...packed)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const link = `${exercise},${version.slice(0, VERSION_DIGITS)},${data}`;
  if (link.length > LONGEST_LINK) throw new LinkError("Your code is too long for a link.");
  return link;
}

/**
 * @param {string} link what stands behind the mark
 * @returns {Promise<Shared>} its version is the beginning of one
 * @throws {LinkError} if it is damaged or too long
 */
export async function readLink(link) {
  if (link.length > LONGEST_LINK) throw new LinkError("This link is too long to be one of this site. It is ignored.");
  const [, exercise, version, data] = FORM.exec(link) ?? [];
  const damaged = "This link is damaged: perhaps it was not copied to its end. It is ignored.";
  if (!data) throw new LinkError(damaged);
  try {
    const packed = Uint8Array.from(atob(data.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
    // its form has a checksum, so that what was cut or changed on the way does not open
    const code = await through(new DecompressionStream("deflate"), packed, LONGEST_CODE);
    return { exercise, version, code: plain(new TextDecoder("utf-8", { fatal: true }).decode(code)) };
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError(damaged, { cause: error });
  }
}

/**
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} most a few bytes may stand for millions
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function through(stream, bytes, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > most) {
      void reader.cancel().catch(() => {});
      throw new LinkError("This link holds more code than an exercise has. It is ignored.");
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {string} code */
function plain(code) {
  const visible = (/** @type {string} */ sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return code.replace(/\r\n?/g, "\n").replace(HIDING, visible);
}
