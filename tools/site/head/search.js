/*
 * The theme (Material 9.8) asks for the search's index on every page. It grows with the course, so it waits here until somebody
 * is about to search. Should the theme ask for it in another way one day, it only comes early again.
 */
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  /** @type {WeakSet<XMLHttpRequest>} */
  const forIndex = new WeakSet();
  const isSearch = (/** @type {unknown} */ element) => element instanceof HTMLInputElement && element.name === "query";

  /** @this {XMLHttpRequest} @param {any[]} parameters */
  function openNoting(...parameters) {
    if (new URL(parameters[1], location.href).pathname.endsWith("/search/search_index.json")) forIndex.add(this);
    Reflect.apply(open, this, parameters);
  }

  /** @this {XMLHttpRequest} @param {any[]} parameters */
  function sendInTime(...parameters) {
    const begin = () => Reflect.apply(send, this, parameters);
    if (!forIndex.has(this) || isSearch(document.activeElement)) return begin();
    const look = (/** @type {FocusEvent} */ { target }) => {
      if (!isSearch(target)) return;
      removeEventListener("focusin", look);
      begin();
    };
    addEventListener("focusin", look);
  }

  XMLHttpRequest.prototype.open = openNoting;
  XMLHttpRequest.prototype.send = sendInTime;
})();
