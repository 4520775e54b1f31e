"""A multi-task network for goals on a half circle: docs/data/figures/half_circle_network.json.

`python -m docs.figures.recipes.half_circle_network` trains it again, in some seconds. Inputs are
the robot's position and the number of one of seven goals, one-hot; outputs, through tanh, are the
move. The gradient of the mean distance to the goal over an episode goes through all its moves.
"""

import json
from pathlib import Path

import numpy as np

from metarl.networks import Adam, mlp_backward, mlp_forward, mlp_init
from metarl.networks.adam import Parameters
from metarl.tasks import half_circle_goals

FILE = Path(__file__).parents[2] / "data" / "figures" / "half_circle_network.json"
GOALS, WIDTH = 7, 32
MOVES, STEP = 20, 0.1
UPDATES, LR, SEED = 1500, 0.003, 0
DIGITS = 4


def walk(parameters: Parameters, numbers: np.ndarray) -> tuple[np.ndarray, list]:
    """Positions after each move from the middle, float[20, K, 2], for codes float[K, 7].

    The list has what the backward pass needs of every move.
    """
    x, positions, traces = np.zeros((len(numbers), 2)), [], []
    for _ in range(MOVES):
        output, trace = mlp_forward(parameters, np.concatenate([x, numbers], axis=1), "tanh")
        move = np.tanh(output)
        x = x + STEP * move
        positions.append(x)
        traces.append((trace, move))
    return np.array(positions), traces


def gradient(parameters: Parameters) -> tuple[Parameters, float]:
    """Of the mean distance to the goals over an episode, and that distance."""
    positions, traces = walk(parameters, np.eye(GOALS))
    gaps = positions - half_circle_goals(GOALS)
    distances = np.sqrt((gaps**2).sum(axis=2, keepdims=True))
    total = [np.zeros_like(array) for array in parameters]
    ahead = np.zeros((GOALS, 2))  # slope of all later distances with respect to the position
    for t in reversed(range(MOVES)):
        trace, move = traces[t]
        ahead = ahead + gaps[t] / (distances[t] + 1e-6) / (MOVES * GOALS)
        d_out = STEP * ahead * (1 - move**2)
        own, d_input = mlp_backward(parameters, trace, d_out)
        total = [sum_ + part for sum_, part in zip(total, own, strict=True)]
        ahead = ahead + d_input[:, :2]
    return total, float(distances.mean())


def stored() -> Parameters:
    """Weights and biases."""
    arrays = json.loads(FILE.read_text())
    return [np.reshape(array["values"], array["shape"]) for array in arrays]


def main() -> None:
    """Train the network, and store its weights to four significant digits."""
    parameters = mlp_init((2 + GOALS, WIDTH, 2), np.random.default_rng(SEED), gain=1.0)
    adam = Adam(LR)
    for _ in range(UPDATES):
        adam.step(parameters, gradient(parameters)[0])
    print(f"mean distance over an episode: {gradient(parameters)[1]:.4f}")
    content = [
        {
            "shape": array.shape,
            "values": [float(f"{value:.{DIGITS}g}") for value in array.ravel()],
        }
        for array in parameters
    ]
    FILE.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
