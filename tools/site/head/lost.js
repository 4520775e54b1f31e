/*
 * Stands in the head of 404.html, which a host shows at any address. Its links lead from the address that the build was told
 * of; where the site lies elsewhere, the first style sheet is missing, and this looks for the site above the page's address.
 */
(() => {
  /**
   * @param {string} file of the site, relative to its start page
   * @returns {Promise<string | null>} the folder of the start page
   */
  const findRoot = async (file) => {
    const parts = location.pathname.split("/").slice(1, -1);
    for (let count = parts.length; count >= 0; count -= 1) {
      const folder = ["", ...parts.slice(0, count), ""].join("/");
      const answer = await fetch(folder + file).catch(() => null);
      // some hosts have a page for every address
      if (answer?.ok && !answer.headers.get("content-type")?.includes("html")) return folder;
    }
    return null;
  };

  /**
   * @param {Element} element
   * @param {string} name of an attribute that holds an address
   * @param {string} base that it begins with now
   * @param {string} root that it is to begin with
   */
  const lead = (element, name, base, root) => {
    const address = element.getAttribute(name) ?? "";
    if (!address.startsWith(base) || address.startsWith("//")) return;
    element.setAttribute(name, root + address.slice(base.length));
    // a script that did not come is not asked for again
    if (element instanceof HTMLScriptElement) {
      const again = document.createElement("script");
      for (const { name, value } of element.attributes) again.setAttribute(name, value);
      again.async = false;
      element.replaceWith(again);
    }
  };

  const mend = async (/** @type {HTMLLinkElement} */ sheet) => {
    if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
    const config = /** @type {Element} */ (document.getElementById("__config"));
    const settings = JSON.parse(config.textContent ?? "");
    const base = settings.base.replace(/\/?$/, "/");
    const root = await findRoot((sheet.getAttribute("href") ?? "").slice(base.length));
    if (root === null) return;
    /** @type {any} */ (window).__md_scope = new URL(root, location.href);
    config.textContent = JSON.stringify({ ...settings, base: root, search: root + settings.search.slice(base.length) });
    for (const name of ["href", "src"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) lead(element, name, base, root);
    }
  };

  const missing = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    removeEventListener("error", missing, true);
    void mend(target);
  };
  addEventListener("error", missing, true);
})();
