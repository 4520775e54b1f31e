/* A zip made in the page, for the programs that learners take with them; a text made small, for learning platforms. */
export { deflateSync, inflateSync, strFromU8, strToU8, zipSync } from "fflate";
