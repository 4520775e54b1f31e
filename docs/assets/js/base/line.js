/**
 * The line that all downloads share. Over HTTP/2 one file may have to wait until another is through, so a download is given
 * up only when nothing has come on the whole line for a while.
 */

/** How long the line may be silent: until the first byte of a file, which a virus scanner may hold back, and after it. */
const FIRST_BYTE_SECONDS = 60;
const STALL_SECONDS = 20;

/** @typedef {{giveUp: () => void, limit: number, begun: boolean, patience: number}} Turn */

export class Line {
  /** @type {Set<Turn>} */
  #turns = new Set();
  #timer = 0;

  /**
   * A download begins.
   *
   * @param {() => void} giveUp called when it has waited in vain
   * @param {number} before how often it was tried before: each time it waits twice as long
   * @returns {{move: () => void, leave: () => void}} to be called when bytes have come, and when it is over
   */
  enter(giveUp, before) {
    const turn = { giveUp, begun: false, patience: 2 ** before, limit: 0 };
    this.#turns.add(turn);
    this.#renew([turn]);
    return {
      move: () => {
        turn.begun = true;
        this.#renew(this.#turns);
      },
      leave: () => {
        this.#turns.delete(turn);
        this.#wait();
      },
    };
  }

  /** @param {Iterable<Turn>} turns whose patience is whole again */
  #renew(turns) {
    for (const turn of turns) {
      turn.limit = Date.now() + 1000 * turn.patience * (turn.begun ? STALL_SECONDS : FIRST_BYTE_SECONDS);
    }
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    if (!this.#turns.size) return;
    const next = Math.min(...[...this.#turns].map(({ limit }) => limit));
    this.#timer = setTimeout(() => {
      for (const turn of this.#turns) if (turn.limit <= Date.now()) this.#end(turn);
      this.#wait();
    }, next - Date.now());
  }

  /** @param {Turn} turn */
  #end(turn) {
    this.#turns.delete(turn);
    turn.giveUp();
  }
}
