"""Two starts on sine waves, by MAML and by joint training: docs/data/figures/sine_starts.json.

`python -m docs.figures.recipes.sine_starts` trains them again, in some minutes. They are the first
runs of the reproduction of MAML on sine waves: 70,000 iterations with 25 tasks, ten support and ten
query points, Adam with step size 0.001, and for MAML one inner step of size 0.01.
"""

import json
from pathlib import Path

import numpy as np

from metarl.reproductions.maml._sines import Plan, train_joint, train_maml

FILE = Path(__file__).parents[2] / "data" / "figures" / "sine_starts.json"
PLAN, SEED, ALPHA = Plan(70_000), 0, 0.01
DIGITS = 5


def silent(share: float) -> None:
    """Nobody watches the training."""


def stored() -> dict[str, list[np.ndarray]]:
    """Weights and biases of both starts."""
    return {
        name: [np.reshape(array["values"], array["shape"]) for array in arrays]
        for name, arrays in json.loads(FILE.read_text()).items()
    }


def main() -> None:
    """Train both, and store their weights, layer after layer, to five significant digits."""
    starts = {
        "maml": train_maml(PLAN, SEED, ALPHA, on_progress=silent),
        "joint": train_joint(PLAN, SEED, on_progress=silent),
    }
    content = {
        name: [
            {
                "shape": array.shape,
                "values": [float(f"{value:.{DIGITS}g}") for value in array.ravel()],
            }
            for array in parameters
        ]
        for name, parameters in starts.items()
    }
    FILE.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
