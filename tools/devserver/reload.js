/**
 * Loads the page again when the site was rebuilt, and shows what the contract says of the page and of its exercises.
 * `make serve` adds this script to the pages that it shows, as a file, since the site's policy lets no other script run;
 * it is part of no built site.
 */
(async () => {
  /** @typedef {{file: string, line: number | null, message: string, remedy: string, diff: string}} Problem */

  const LOOK_MS = 500;
  const SHOWN = 5; // problems of one page or exercise; the others wait behind a line to open
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const shown = new URL(script.src).searchParams.get("version");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (document.hidden) continue;
    try {
      const version = await (await fetch("/reload/version")).text();
      if (version !== shown) return location.reload();
      await showProblems();
    } catch {
      // make serve was stopped; when it runs again, the page is up to date again
    }
  }

  async function showProblems() {
    const page = location.pathname.replace(/^\/|\/?(index\.html)?$/g, "") || "index";
    const heading = document.querySelector(".md-content h1");
    /** @type {[Element, InsertPosition, string][]} */
    const places = heading ? [[heading, "afterend", page]] : [];
    for (const exercise of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("rl-exercise"))) {
      places.push([exercise, "beforebegin", exercise.dataset.id ?? ""]);
    }
    const query = new URLSearchParams(places.map(([, , id]) => ["id", id]));
    /** @type {{problems: Record<string, Problem[]>, waiting: string[]}} */
    const { problems, waiting } = await (await fetch(`/reload/problems?${query}`)).json();
    // what is wrong with the whole site is told once, below the title
    const ofSite = new Set((problems[page] ?? []).map((problem) => JSON.stringify(problem)));
    for (const id of Object.keys(problems)) {
      if (id !== page) problems[id] = problems[id].filter((problem) => !ofSite.has(JSON.stringify(problem)));
    }
    for (const [place, where, id] of places) {
      const beside = where === "afterend" ? place.nextElementSibling : place.previousElementSibling;
      const old = beside instanceof HTMLElement && beside.dataset.contract ? beside : null;
      const state = JSON.stringify([problems[id], waiting.includes(id)]);
      if (old?.dataset.contract === state) continue;
      old?.remove();
      const view = panel(id, problems[id], waiting.includes(id));
      if (!view) continue;
      view.dataset.contract = state;
      place.insertAdjacentElement(where, view);
    }
  }

  /**
   * @param {string} id
   * @param {Problem[] | undefined} problems
   * @param {boolean} waits
   * @returns {HTMLElement | null}
   */
  function panel(id, problems = [], waits) {
    if (!problems.length && !waits) return null;
    const many = `${problems.length} problem${problems.length === 1 ? "" : "s"} of ${id}`;
    const title = problems.length ? `${many}${waits ? ", being checked again" : ""}` : `${id} is being checked`;
    const view = make("div", "", make("p", title));
    view.className = `admonition ${problems.length ? "warning" : "note"}`;
    /** @type {HTMLElement} */ (view.firstElementChild).className = "admonition-title";
    view.setAttribute("role", "status");
    view.append(...problems.slice(0, SHOWN).map(entry));
    const others = problems.slice(SHOWN).map(entry);
    if (others.length) view.append(make("details", "", make("summary", `${others.length} more`), ...others));
    return view;
  }

  /** @param {Problem} problem */
  function entry({ file, line, message, remedy, diff }) {
    const place = make("code", line ? `${file}:${line}` : file);
    const view = make("div", "", make("p", "", place, make("strong", ` ${message}`)));
    view.style.cssText = "overflow-wrap: anywhere; margin-block: 0.8em";
    if (diff) view.append(lines(diff));
    if (remedy) view.append(make("p", remedy));
    for (const paragraph of view.querySelectorAll("p")) paragraph.style.margin = "0.2em 0";
    return view;
  }

  /**
   * A diff, which scrolls in its own box, with what is gone and what has come in their colours.
   *
   * @param {string} diff
   */
  function lines(diff) {
    const view = make("pre", "");
    view.tabIndex = 0;
    view.setAttribute("aria-label", "The difference");
    view.style.cssText = "overflow: auto; max-height: 16em; padding: 0.5em; background: var(--md-code-bg-color)";
    for (const text of diff.split("\n")) {
      const line = make("span", `${text}\n`);
      line.style.color = text.startsWith("-") ? "var(--wb-fail)" : text.startsWith("+") ? "var(--wb-pass)" : "";
      view.append(line);
    }
    return view;
  }

  /**
   * @param {string} tag
   * @param {string} text
   * @param {...HTMLElement} parts
   */
  function make(tag, text, ...parts) {
    const element = document.createElement(tag);
    element.textContent = text;
    element.append(...parts);
    return element;
  }
})();
