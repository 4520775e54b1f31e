/* Reads zips that somebody else has made, which may be damaged, locked or huge. Browsers unpack; nothing starts a worker. */
export { BlobReader, ZipReader } from "@zip.js/zip.js/lib/zip-core-custom.js";
