"""Steps of several tasks at once: by hand without a hidden layer, by differences with one."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.multitask import fit_tasks, shared_and_own, shared_init, task_inputs
from metarl.multitask.shared import Sharing
from metarl.networks.adam import Parameters
from metarl.networks.mlp import mlp_forward
from metarl.shapes import FloatArray

X = np.linspace(-1.0, 1.0, 5)[None, :, None].repeat(2, axis=0)
OPPOSITE = X * np.array([1.0, -1.0])[:, None, None]
HIGHER = X + np.array([0.0, 1.0])[:, None, None]


def start(sharing: Sharing, hidden: int, seed: int = 0) -> Parameters:
    sizes = (1, hidden, 1) if hidden else (1, 1)
    return shared_init(sizes, 2, sharing, np.random.default_rng(seed))


def ends(sharing: Sharing, hidden: int, y: FloatArray, updates: int = 400) -> FloatArray:
    return np.asarray(fit_tasks(start(sharing, hidden), X, y, updates, 0.05)[1][-1])


@pytest.mark.parametrize(
    ("sharing", "opposite", "higher"),
    [("blind", 0.5, 0.25), ("input", 0.5, 0.0), ("heads", 0.0, 0.0), ("nothing", 0.0, 0.0)],
)
def test_what_a_line_can_do_for_two_tasks(sharing: Sharing, opposite: float, higher: float) -> None:
    """Least squares: half of the mean of x^2 is left, or the square of half the offset."""
    assert ends(sharing, 0, OPPOSITE) == pytest.approx([opposite] * 2, abs=1e-6)
    assert ends(sharing, 0, HIGHER) == pytest.approx([higher] * 2, abs=1e-6)


def test_with_a_hidden_layer_an_identity_is_enough() -> None:
    # whoever is not told answers both alike, and then the sum is 1 at least
    assert ends("blind", 8, OPPOSITE) == pytest.approx([0.5, 0.5], abs=0.01)
    assert ends("blind", 8, OPPOSITE).sum() > 1.0
    assert (ends("input", 8, OPPOSITE) < 0.02).all()
    assert (ends("heads", 8, OPPOSITE) < 0.02).all()


@pytest.mark.parametrize("sharing", ["heads", "input", "blind", "nothing"])
def test_a_step_goes_against_the_summed_losses(sharing: Sharing) -> None:
    rng = np.random.default_rng(1)
    parameters = start(sharing, 3)
    y = rng.normal(size=X.shape)
    moved, losses = fit_tasks(parameters, X, y, 1, 0.1)
    assert losses[0].sum() == pytest.approx(total(parameters, y))
    assert losses[1].sum() == pytest.approx(total(moved, y))
    for array, after in zip(parameters, moved, strict=True):
        before = array.copy()
        for entry in np.ndindex(array.shape):
            array[entry] = before[entry] + 1e-5
            slope = total(parameters, y)
            array[entry] = before[entry] - 1e-5
            slope = (slope - total(parameters, y)) / 2e-5
            array[entry] = before[entry]
            assert before[entry] - after[entry] == pytest.approx(0.1 * slope, abs=1e-7)


def total(parameters: Parameters, y: FloatArray) -> float:
    out, _ = mlp_forward(parameters, task_inputs(parameters, X), "tanh")
    return float(((out - y) ** 2).mean(axis=(1, 2)).sum())


def test_the_start_stays_as_it_was() -> None:
    parameters = start("heads", 3)
    kept = [array.copy() for array in parameters]
    fitted, losses = fit_tasks(parameters, X, OPPOSITE, 5, 0.1)
    assert all((one == other).all() for one, other in zip(parameters, kept, strict=True))
    assert losses.shape == (6, 2)
    assert fitted[0].shape == kept[0].shape
    common, own = shared_and_own(fitted, fitted)
    assert [len(common), len(own)] == [2, 2]
