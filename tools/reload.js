/**
 * Loads the page again when the site was rebuilt, and shows what the contract says of the page and of its exercises.
 * `make serve` adds this script to the pages that it shows, as a file, since the site's policy lets no other script run;
 * it is part of no built site.
 */
(async () => {
  /** @typedef {{file: string, line: number | null, message: string, remedy: string, diff: string}} Problem */

  const LOOK_MS = 500;
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
    const view = made("div", "", made("p", title));
    view.className = `admonition ${problems.length ? "warning" : "note"}`;
    /** @type {HTMLElement} */ (view.firstElementChild).className = "admonition-title";
    view.setAttribute("role", "status");
    for (const { file, line, message, remedy, diff } of problems) {
      view.append(made("p", "", made("code", line ? `${file}:${line}` : file), made("span", ` ${message}`)));
      if (diff) view.append(made("pre", diff));
      if (remedy) view.append(made("p", remedy));
    }
    return view;
  }

  /**
   * @param {string} tag
   * @param {string} text
   * @param {...HTMLElement} parts
   */
  function made(tag, text, ...parts) {
    const element = document.createElement(tag);
    element.textContent = text;
    element.append(...parts);
    return element;
  }
})();
