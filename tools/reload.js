/**
 * Loads the page again when the site was rebuilt. `make serve` adds this script to the pages that it shows, as a file,
 * since the site's policy lets no other script run; it is part of no built site.
 */
(async () => {
  const LOOK_MS = 500;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const shown = new URL(script.src).searchParams.get("version");
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (document.hidden) continue;
    try {
      const response = await fetch("/reload/version");
      if ((await response.text()) !== shown) return location.reload();
    } catch {
      // make serve was stopped; when it runs again, the page is up to date again
    }
  }
})();
