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

/**
 * Leaves links within a page to the browser. The theme (Material 9.8) fetches the page again at the first of them, and puts
 * it in its own place: a check that runs there would end, and what was opened or moved would be lost.
 */
export function keepPageOnInnerLinks() {
  /** @param {URL | Location} address */
  const pageOf = ({ pathname, search }) => pathname + search;
  // shown, or being fetched
  let wanted = pageOf(location);
  addEventListener(
    "click",
    ({ target }) => {
      const link = target instanceof Element && target.closest("a[href*='#']");
      // the theme leaves a link alone that says where it opens
      if (link instanceof HTMLAnchorElement && pageOf(new URL(link.href)) === pageOf(location)) link.target ||= "_self";
    },
    true,
  );
  const addresses = /** @type {any} */ (globalThis).location$;
  if (!addresses) return;
  const next = addresses.next.bind(addresses);
  addresses.next = (/** @type {URL} */ address) => {
    if (pageOf(address) !== wanted) {
      wanted = pageOf(address);
      next(address);
    } else if (history.scrollRestoration === "manual" && history.state) {
      // once another page was fetched, the browser no longer goes back to where the reader was
      scrollTo(0, history.state.y ?? 0);
    }
  };
}

const SCROLLABLES = ".md-typeset__scrollwrap, .md-typeset div.arithmatex, .wb-graph";

/**
 * Lets the keyboard scroll what is wider than its place, such as a table on a narrow screen. A formula's width changes when
 * it is set, when its box is opened, and once more when its fonts are there.
 */
export function focusScrollables() {
  const mark = () => {
    for (const box of document.querySelectorAll(SCROLLABLES)) {
      const overflows = box.scrollWidth > box.clientWidth;
      if (overflows) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };
  const sizes = new ResizeObserver(mark);
  onPage(() => {
    sizes.disconnect();
    for (const box of document.querySelectorAll(SCROLLABLES)) sizes.observe(box);
  });
  document.fonts.addEventListener("loadingdone", mark);
}
