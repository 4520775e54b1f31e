"""Descents on CAGrad's landscape: docs/data/figures/landscape_paths.json.

`python -m docs.figures.recipes.landscape_paths` makes them again, in a few minutes. As in the
reproduction, Adam goes 100,000 steps of size 0.001; the places on the way are kept.
"""

import json
from pathlib import Path

import numpy as np

from metarl.multitask import cagrad_landscape, descend
from metarl.reproductions.multitask.cagrad_landscape import COMBINE, STARTS

FILE = Path(__file__).parents[2] / "data" / "figures" / "landscape_paths.json"
METHODS = ("mean", "pcgrad", "mgda", "cagrad")
STEPS, LR = 100_000, 0.001
EVERY = 1000


def path(method: str, steps: int = STEPS) -> np.ndarray:
    """Places every 1,000 steps from all three starts at once, float[3, steps / 1000 + 1, 2]."""
    places, count = [np.array(STARTS)], 0

    def keep(x: np.ndarray) -> None:
        nonlocal count
        count += 1
        if count % EVERY == 0:
            places.append(x.copy())

    descend(cagrad_landscape, places[0], COMBINE[method], steps, LR, keep)
    return np.stack(places, axis=1)


def main() -> None:
    """Store the paths, to six decimals: in the valleys, less would change the losses."""
    stored = {method: path(method).round(6).tolist() for method in METHODS}
    FILE.write_text(json.dumps(stored, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
