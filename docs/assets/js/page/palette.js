/** The order of the palettes: whoever follows the system gets the other one with one click. */

const AUTO = 0;
const LIGHT = 1;
const DARK = 2;
const NAMES = ["Use the system's palette", "Use the light palette", "Use the dark palette"];

/** The theme goes from each palette to that which its button names, from the system's to light and then to dark. */
export function orderPalettes() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const order = () => {
    const [other, same] = dark.matches ? [LIGHT, DARK] : [DARK, LIGHT];
    const next = [other, AUTO, AUTO];
    next[other] = same;
    next.forEach((to, from) => nameNext(from, to));
  };
  order();
  dark.addEventListener("change", order);
}

/**
 * @param {number} from the palette whose button it is
 * @param {number} to
 */
function nameNext(from, to) {
  const input = document.querySelector(`#__palette_${from}`);
  const button = input?.nextElementSibling;
  if (!(input && button instanceof HTMLLabelElement)) return;
  button.htmlFor = `__palette_${to}`;
  button.title = NAMES[to];
  input.setAttribute("aria-label", NAMES[to]);
}
