/** What this site keeps its things in the browser under. */

// mkdocs.yml's short_name: tools/site/js_modules.py has esbuild put it in, which modules that nobody has joined go without
export const NAME = /** @type {{WB_NAME?: string}} */ (globalThis).WB_NAME ?? "workbook";
