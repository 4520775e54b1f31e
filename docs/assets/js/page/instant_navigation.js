/** Pages come and go without the document being loaded again; this is where to hear of each new one. */

/**
 * Calls `run` for the page that is shown, and for every page that instant navigation puts in its place.
 *
 * @param {() => void} run
 */
export function onPage(run) {
  const pages = /** @type {any} */ (globalThis).document$;
  if (pages?.subscribe) pages.subscribe(run);
  else run();
}

/**
 * Takes a page apart that was left. Subscriptions of the theme (Material 9.8) hold elements of every page for good, and
 * an element holds its whole tree: 5,500 nodes of each page, and whatever its exercises hold, stayed in memory.
 */
export function dismantleLeftPages() {
  /** @type {Element | null} */
  let shown = null;
  onPage(() => {
    const left = shown;
    shown = document.querySelector("[data-md-component=container]");
    if (!left || left === shown) return;
    // once all others have heard that the page has changed
    setTimeout(() => {
      if (!left.isConnected) for (const element of left.querySelectorAll("*")) element.remove();
    });
  });
}

/** Lets the keyboard scroll what is wider than a narrow screen, such as a table. */
export function focusScrollables() {
  const mark = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset div.arithmatex")) {
      const overflows = box.scrollWidth > box.clientWidth;
      if (overflows) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };
  onPage(mark);
  addEventListener("resize", mark);
}
