/** The controls of a figure, which the build has put into the page: each has a few positions, and one at a time. */

/**
 * @typedef {object} Control
 * @property {string} name
 * @property {number} size how many positions it has
 * @property {number} first where it stood when the page came
 * @property {() => number} position
 * @property {(position: number) => void} move
 */

/**
 * @param {HTMLElement} element with `data-control`
 * @param {() => void} changed called when the reader has moved it
 * @returns {Control}
 */
export function controlOf(element, changed) {
  const make = element.querySelector("[data-move]") ? steps : element.querySelector("[type=range]") ? slider : choice;
  return { name: element.dataset.control ?? "", ...make(element, changed) };
}

/** @param {HTMLElement} element */
function textsOf(element) {
  return /** @type {string[]} */ (JSON.parse(element.dataset.texts ?? "[]"));
}

/** @type {(element: HTMLElement, changed: () => void) => Omit<Control, "name">} */
function slider(element, changed) {
  const texts = textsOf(element);
  const input = /** @type {HTMLInputElement} */ (element.querySelector("input"));
  const output = /** @type {HTMLOutputElement} */ (element.querySelector("output"));
  const show = () => {
    output.textContent = texts[input.valueAsNumber];
    input.setAttribute("aria-valuetext", texts[input.valueAsNumber]);
  };
  input.addEventListener("input", () => {
    show();
    changed();
  });
  const move = (/** @type {number} */ position) => {
    input.value = String(position);
    show();
  };
  return { size: texts.length, first: Number(input.defaultValue), position: () => input.valueAsNumber, move };
}

/** @type {(element: HTMLElement, changed: () => void) => Omit<Control, "name">} */
function choice(element, changed) {
  const inputs = [...element.querySelectorAll("input")];
  element.addEventListener("change", changed);
  return {
    size: inputs.length,
    first: inputs.findIndex((input) => input.defaultChecked),
    position: () => inputs.findIndex((input) => input.checked),
    move: (position) => {
      inputs[position].checked = true;
    },
  };
}

/** @type {(element: HTMLElement, changed: () => void) => Omit<Control, "name">} */
function steps(element, changed) {
  const texts = textsOf(element);
  const output = /** @type {HTMLOutputElement} */ (element.querySelector("output"));
  const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (element.querySelectorAll("[data-move]"))];
  let at = Number(element.dataset.at);
  const first = at;
  const move = (/** @type {number} */ position) => {
    at = position;
    output.textContent = `${texts[at]} of ${texts[texts.length - 1]}`;
    // not `disabled`, which would take the focus away from who presses it
    for (const button of buttons) button.setAttribute("aria-disabled", String(!texts[at + Number(button.dataset.move)]));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const next = at + Number(button.dataset.move);
      if (!texts[next]) return;
      move(next);
      changed();
    });
  }
  move(at);
  return { size: texts.length, first, position: () => at, move };
}
