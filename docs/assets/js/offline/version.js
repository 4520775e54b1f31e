/** Which version of the site this page belongs to. The build puts the name in; a preview under `make serve` has none. */
export const VERSION = "";
