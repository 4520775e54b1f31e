/** Whether this browser can run Python at all; who reads, writes and compares needs none. */
export const CAN_RUN_PYTHON = "WebAssembly" in globalThis;
