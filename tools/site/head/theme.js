/*
 * Stands at the end of the head, and spares the page what the theme (Material 9.8) would have the browser do once more. When the
 * theme starts, it writes the whole address of each file into the head, after which all style sheets are read anew, and the class
 * of a page with scripts; both style and lay out the whole page again. Here this costs next to nothing, for nothing of the page
 * has come yet. And for each program on a page it asks twice whether browsers can copy, which styles the page before it answers.
 */
(() => {
  document.documentElement.classList.replace("no-js", "js");
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.head.querySelectorAll("link[href]"))) {
    link.setAttribute("href", link.href);
  }
  const { queryCommandSupported } = Document.prototype;
  if (!queryCommandSupported) return;
  /** @type {Map<string, boolean>} */
  const known = new Map();
  document.queryCommandSupported = (name) => {
    const supported = known.get(name) ?? queryCommandSupported.call(document, name);
    known.set(name, supported);
    return supported;
  };
})();
