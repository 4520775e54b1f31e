"""Steps in the figures of the page on MAML by hand, and what they store, held to the facts."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from metarl.networks import mlp_backward, mlp_forward
from metarl.reproductions.maml._sines import errors
from metarl.tasks import task_blind_error
from tests.content.recipes import recipe
from tools.common.paths import ROOT
from tools.figures import Dots, Panel
from tools.figures.controls import State
from tools.figures.figure import load


def test_the_stored_starts_are_what_such_trainings_give() -> None:
    """On 200 new waves with ten points: as the reproduction finds, within its spread."""
    starts, alpha = recipe("sine_starts").stored(), recipe("sine_starts").ALPHA
    maml, joint = (errors(starts[name], 10, alpha, 200, [1]) for name in ("maml", "joint"))
    for before in (maml[0][0], joint[0][0]):
        assert before is not None
        assert abs(before - task_blind_error()) < 0.2
    after = [maml[1][0], maml[3][0], joint[1][0], joint[3][0]]
    np.testing.assert_allclose(np.array(after, float), [0.29, 0.09, 2.34, 1.52], atol=0.05)


def test_one_step_on_a_sine_wave_by_hand() -> None:
    figure = load(ROOT, "sine-adaptation")
    network = [array.copy() for array in recipe("sine_starts").stored()["maml"]]
    panels = figure.frame(State(wave="large", size="0.01", steps=0))
    assert not isinstance(panels, Panel)
    points = next(mark for mark in panels[0].marks if isinstance(mark, Dots))
    x = np.array(points.x)[:, None]
    output, trace = mlp_forward(network, x)
    slope = 2 * (output - 4.5 * np.sin(x - 2.5)) / len(x)
    for array, gradient in zip(network, mlp_backward(network, trace, slope)[0], strict=True):
        array -= 0.01 * gradient
    grid = np.linspace(-5, 5, 81)[:, None]
    error = np.mean((mlp_forward(network, grid)[0] - 4.5 * np.sin(grid - 2.5)) ** 2)
    table = figure.table(State(wave="large", size="0.01", steps=0))
    assert f"{error:.2f}" == table.rows[1][1]


def test_one_step_outside_the_training_range_on_every_wave_by_hand() -> None:
    start, rng = recipe("sine_starts").stored()["maml"], np.random.default_rng(0)
    phases, worse = rng.uniform(0, np.pi, 300), 0
    grid = np.linspace(-5, 5, 81)[:, None]
    for phase, x in zip(phases, rng.uniform(-5, 5, (300, 5, 1)), strict=True):
        output, trace = mlp_forward(start, x)
        slopes = mlp_backward(start, trace, 2 * (output - 10 * np.sin(x - phase)) / len(x))[0]
        moved = [array - 0.01 * slope for array, slope in zip(start, slopes, strict=True)]
        truth = 10 * np.sin(grid - phase)
        before, after = (
            np.mean((mlp_forward(theta, grid)[0] - truth) ** 2) for theta in (start, moved)
        )
        worse += after > before
    assert worse == 0


@pytest.mark.parametrize(("alpha", "pulls"), [(8.0, 1), (16.0, 2)])
def test_ascent_rests_where_differences_vanish(alpha: float, pulls: int) -> None:
    """Over all orders of what may happen; without the score term their chances stay as they are."""
    module = load(ROOT, "score-term").frame.__globals__
    kinds = list(itertools.product((0, 1), (0, 1)))

    def after(theta: float, sampled_at: float) -> float:
        p, chosen_with = 1 / (1 + np.exp(-theta)), 1 / (1 + np.exp(-sampled_at))
        total = 0.0
        for first, batch in itertools.product((0.9, 0.1), itertools.product(kinds, repeat=pulls)):
            chance, adapted = 0.5, theta
            for arm, paid in batch:
                mean = 0.5 if arm else first
                chance *= (1 - chosen_with if arm else chosen_with) * (mean if paid else 1 - mean)
                adapted += alpha / pulls * (paid - 0.5) * ((arm == 0) - p)
            total += chance * (0.5 + (first - 0.5) / (1 + np.exp(-adapted)))
        return total

    for score_term in (True, False):
        rest = module["rest"](alpha, pulls, score_term)
        theta = np.log(rest / (1 - rest))
        places = [(theta + d, theta + d if score_term else theta) for d in (-1e-4, 0.0, 1e-4)]
        low, there, high = (after(*place) for place in places)
        assert (high - low) / 2e-4 == pytest.approx(0, abs=1e-6)
        assert module["reward"](alpha, pulls, score_term) == pytest.approx(there)


@pytest.mark.parametrize(("phases", "end"), [("half", np.pi), ("full", 2 * np.pi)])
def test_the_mean_of_drawn_waves_as_a_guess_for_others(phases: str, end: float) -> None:
    figure = load(ROOT, "blind-guess")
    grid, rng = np.linspace(-5, 5, 81), np.random.default_rng(1)
    height, phase = rng.uniform(0.1, 5, (20_000, 1)), rng.uniform(0, end, (20_000, 1))
    others = height * np.sin(grid - phase)
    draws = np.random.default_rng(0)
    drawn = draws.uniform(0.1, 5, 1000)[:, None], draws.uniform(0, end, 1000)[:, None]
    waves = drawn[0] * np.sin(grid - drawn[1])
    rows = figure.table(State(waves=1, phases=phases)).rows
    for count, error in rows[:-1]:
        guess = waves[: int(count)].mean(axis=0)
        off = np.trapezoid(((others - guess) ** 2).mean(axis=0), grid) / 10
        assert float(error) == pytest.approx(off, rel=0.03)


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_where_more_inner_steps_lead(steps: int) -> None:
    """Each method's own updates, repeated; MAML's gradient is a difference of losses."""
    curvatures, centres, alpha = np.array([1.0, 4.0]), np.array([0.0, 1.0]), 0.2

    def after(theta: float) -> np.ndarray:
        places = np.full(2, theta)
        for _ in range(steps):
            places = places - alpha * curvatures * (places - centres)
        return places

    def loss(theta: float) -> float:
        return float((curvatures * (after(theta) - centres) ** 2).mean() / 2)

    updates: dict[str, Callable[[float], float]] = {
        "Reptile": lambda theta: float((after(theta) - theta).mean()),
        "FOMAML": lambda theta: -float((curvatures * (after(theta) - centres)).mean()),
        "MAML": lambda theta: -(loss(theta + 1e-5) - loss(theta - 1e-5)) / 2e-5,
    }
    table = load(ROOT, "more-steps").table(State(steps=steps, alpha=alpha))
    for name, rests, *_ in table.rows[1:]:
        theta = 0.5
        for _ in range(2000):
            theta += 0.5 * updates[str(name)](theta)
        assert float(rests) == pytest.approx(theta, abs=1e-3)
