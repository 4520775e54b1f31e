/* Promises over IndexedDB, for drafts and attempts. */
export * from "idb-keyval";
