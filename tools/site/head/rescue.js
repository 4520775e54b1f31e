/*
 * Stands in the head of every page, inline and as a classic script, so that it runs whatever becomes of all others: on a
 * host that gives scripts a type which browsers refuse, in a frame that may not load modules, in an old browser.
 */
(() => {
  const WHY = {
    frame: "This page is shown inside another one that keeps its scripts from loading, so exercises do not work here. Open it in a window of its own: ",
    unreachable: "The scripts of this page could not be fetched, so exercises do not work. Check your connection, then reload the page.",
    gone: "The site has changed since this page was opened, or is being changed, so exercises do not work. Reload the page; what you have entered before is kept.",
    type: "This host does not send scripts as text/javascript, and browsers run them as nothing else, so exercises do not work here. Please tell whoever looks after this site.",
    other: "The scripts of this page did not run in this browser, so exercises do not work. Try a newer browser, or let this one run the scripts of this site.",
  };

  /** @param {string} name of a storage; where a browser withholds it, even the question throws, and the theme with it */
  const provide = (name) => {
    try {
      if (window[/** @type {"localStorage"} */ (name)]) return;
    } catch {
      // there is none: what a page keeps lasts as long as the page
    }
    const kept = new Map();
    const value = {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, String(text)),
      removeItem: (/** @type {string} */ key) => void kept.delete(key),
    };
    Object.defineProperty(window, name, { configurable: true, value });
  };

  /** @returns {Promise<keyof typeof WHY>} why the modules did not run */
  const findCause = async () => {
    if (self.origin === "null" && location.protocol !== "file:") return "frame";
    const main = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[type=module][src*="/main."]'));
    const answer = await fetch(main?.src ?? "").catch(() => null);
    if (!answer) return "unreachable";
    if (!answer.ok) return "gone";
    return /\b(java|ecma)script\b/.test(answer.headers.get("content-type") ?? "") ? "other" : "type";
  };

  const tell = async () => {
    for (const figure of document.querySelectorAll("wb-figure")) figure.setAttribute("data-shown", "");
    const exercises = [...document.querySelectorAll("rl-exercise:not([data-state])")];
    for (const exercise of exercises) exercise.setAttribute("data-state", "failed");
    if (!exercises.length) return;
    const cause = await findCause();
    for (const exercise of exercises) {
      const notice = document.createElement("div");
      notice.className = "wb-notice";
      notice.setAttribute("role", "alert");
      const words = document.createElement("p");
      words.append(WHY[cause]);
      if (cause === "frame") {
        const link = Object.assign(document.createElement("a"), { href: location.href, target: "_blank", textContent: location.href });
        words.append(link);
      }
      notice.append(words);
      exercise.prepend(notice);
    }
  };

  provide("localStorage");
  provide("sessionStorage");
  // by then every module has run, or never will
  addEventListener("load", () => {
    if (customElements.get("rl-exercise")) return;
    const pages = /** @type {any} */ (window).document$;
    if (pages) pages.subscribe(tell);
    else void tell();
  });
})();
