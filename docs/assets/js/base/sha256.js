/** Hashes, as the build writes them. */

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<string | null>} in hexadecimal digits; null on plain http, where browsers withhold the means, and
 *   where anyone on the way could change this script as well
 */
export async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
