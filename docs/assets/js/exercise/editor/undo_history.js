/** What can be undone, kept in this tab until it is closed, so that a reload takes none of it away. */

import { remember, remembered } from "../../base/remembered.js";

/**
 * @import { EditorState, EditorStateConfig } from "@codemirror/state"
 * @import { CodeMirror } from "./code_mirror.js"
 */

/** So many characters of one editor; a longer history is not kept, for a tab may keep no more than some millions. */
const MOST = 200_000;

/**
 * @param {CodeMirror} cm
 * @param {string} key
 * @param {EditorState} state
 */
export function keepUndo(cm, key, state) {
  const kept = state.toJSON({ history: cm.historyField });
  remember(key, JSON.stringify(kept).length <= MOST ? kept : undefined, "sessionStorage");
}

/**
 * @param {CodeMirror} cm
 * @param {string} key
 * @param {string} text
 * @param {EditorStateConfig} config
 * @returns {EditorState | null} the state that was kept, if it is of this very text
 */
export function keptState(cm, key, text, config) {
  try {
    const kept = remembered(key, "sessionStorage");
    return kept?.doc === text ? cm.EditorState.fromJSON(kept, config, { history: cm.historyField }) : null;
  } catch (error) {
    console.warn("What could be undone before is lost.", error);
    return null;
  }
}
