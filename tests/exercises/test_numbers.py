"""Numbers of prompts and checks that have no origin beside them come from the reference methods."""

from __future__ import annotations

import runpy
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from metarl.maml import maml_gradient
from metarl.multitask import blind_and_informed, excess_risk, transfer_helps, with_task_id
from metarl.tasks import (
    fixed_point,
    mean_quadratic_loss,
    meta_weights,
    task_blind_error,
    zero_predictor_error,
)
from metarl.tasks.quadratics import Method
from tools.course.origins import hide_origins

EXERCISES = Path(__file__).parents[2] / "exercises"


def text(exercise: str, file: str) -> str:
    """A file as learners read it, in one line."""
    return " ".join(hide_origins((EXERCISES / exercise / file).read_text("utf-8")).split())


def inside(exercise: str) -> SimpleNamespace:
    """What the grader of an exercise defines."""
    return SimpleNamespace(**runpy.run_path(str(EXERCISES / exercise / "grader.py")))


def test_sine_tasks() -> None:
    prompt = text("tasks/sine-tasks", "prompt.md")
    mean_wave = inside("tasks/sine-tasks").BLIND_AMPLITUDE
    # The error of c cos x is E[y^2] + c^2 m - 2 c b m, least at c = b, where it is E[y^2] - b^2 m.
    mean_cos_squared = 0.5 + np.sin(10) / 20
    assert zero_predictor_error() - mean_wave**2 * mean_cos_squared == pytest.approx(
        task_blind_error()
    )
    assert f"{task_blind_error() - 0.5:.3f}, {task_blind_error() + 0.5:.3f})" in text(
        "tasks/sine-tasks", "grader.py"
    )
    blunder = f"misses by {zero_predictor_error():.2f} instead of {task_blind_error():.2f}"
    assert blunder in text("tasks/sine-tasks", "submissions.toml")
    x = np.array([0.0, 3.0, -1.5])
    shown = ", ".join(f"[{value:.4g}]" for value in np.round(2 * np.sin(x - np.pi / 2), 2))
    assert f"y: [{shown}]".replace("[-2]", "[-2.0]") in prompt


def test_opposite_directions() -> None:
    given = inside("maml/maml-gradient")
    network, count = given.Network(False), 0
    for start in range(given.STARTS):
        theta, (xs, ys, xq, yq) = given.random_start(np.random.default_rng(start))
        full = maml_gradient(theta, [(xs, ys, xq, yq)], 0.01, network.gradient, network.hvp)
        adapted = theta - 0.01 * network.gradient(theta, xs, ys)
        count += bool(np.sum(full * network.gradient(adapted, xq, yq)) < 0)
    shown = f"show it at {count} of {given.STARTS} starts"
    assert shown in text("maml/maml-gradient", "prompt.md")


def test_best_blind_guess() -> None:
    prompt, checks = (text("tasks/best-blind-guess", file) for file in ("prompt.md", "grader.py"))
    errors = task_blind_error(), zero_predictor_error()
    for error in errors:
        assert f"{error:.5f}, rtol" in checks
    # With amplitude 1: E[y^2] = 1/2, and the guess is -(2/pi) cos x.
    error = 0.5 - (2 / np.pi) ** 2 * (0.5 + np.sin(10) / 20)
    assert f"blind_error(1.0, 1.0, np.pi) # {error:.4f}" in prompt
    assert f"{error:.6f}, atol" in checks
    assert f"# [{-2 / np.pi:.4f}, 0.0]" in prompt


def test_seen_and_unseen_points() -> None:
    y = np.sqrt(0.9) * np.array([1.0, -1.0] * 5)
    errors = []
    for support in combinations(range(10), 5):
        seen = np.isin(np.arange(10), support)
        errors.append([np.square(y[part] - y[seen].mean()).mean() for part in (seen, ~seen)])
    means, deviations = np.mean(errors, axis=0), np.std(errors, axis=0)
    assert means == pytest.approx([0.8, 1.2])
    assert means[1] / means[0] == pytest.approx(1.5)
    assert deviations == pytest.approx([0.135, 0.406], abs=0.001)
    # The limits of the check, in standard errors of the mean of 1000 splits.
    assert np.array([0.03, 0.08]) / (deviations / np.sqrt(1000)) == pytest.approx([7, 6], abs=0.3)


def test_told_the_task() -> None:
    prompt = text("multitask/told-the-task", "prompt.md")
    values = blind_and_informed(np.array([[0.9, 0.1], [0.1, 0.9]]))
    assert f"# {values}" in prompt
    row = with_task_id(np.array([[0.5, -1.0]]), 1, 3).tolist()
    assert f"# {row}" in prompt
    checks = inside("multitask/told-the-task")
    assert blind_and_informed(checks.COMPROMISE) == pytest.approx((0.5, 0.6))
    # The slot machines of the page on meta-RL.
    values = blind_and_informed(np.array([[0.6, 0.2], [0.6, 0.9]]))
    assert values == pytest.approx((0.6, 0.75))


def test_when_sharing_helps() -> None:
    prompt = text("multitask/when-sharing-helps", "prompt.md")
    w1, w2 = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    for share in (False, True):
        risk = excess_risk(w1, w2, 1.0, 10, share)
        assert f"excess_risk(w1, w2, 1.0, 10, {share}) # {risk:g}" in prompt
    assert f"# {transfer_helps(w1, w2, 1.0, 10)}" in prompt
    for sigma, n, turn in ((1.0, 10, 1.0), (1.5, 10, 2.25), (1.0, 40, 0.25)):
        near, far = (np.eye(1, 5)[0] * np.sqrt(turn * part) for part in (0.999, 1.001))
        assert transfer_helps(np.zeros(5), near, sigma, n)
        assert not transfer_helps(np.zeros(5), far, sigma, n)
        assert f"({sigma}, {n}, {turn})" in text("multitask/when-sharing-helps", "grader.py")


def test_no_gain() -> None:
    prompt, checks = (text("maml/no-gain", file) for file in ("prompt.md", "grader.py"))
    curvatures, centres = np.array([1.0, 4.0]), np.array([0.0, 1.0])
    weights = [
        meta_weights(curvatures, 0.2, "joint"),
        meta_weights(curvatures, 0.2, "fomaml"),
        meta_weights(curvatures, 0.2, "reptile", 5),
        meta_weights(curvatures, 0.2, "maml"),
    ]
    starts = [fixed_point(each, centres) for each in weights]
    listed = ", ".join(f"{start:.4g}" for start in starts)
    assert f"for start in ({listed})" in checks
    before, after = (
        mean_quadratic_loss(starts[-1], curvatures, centres, 0.2, steps) for steps in (0, 1)
    )
    assert f"found: ({before:.4g}, {before:.4g}); by hand: ({before:.4g}, {after:.4g})" in prompt
    assert f"takes the loss from {before:.4g} to {after:.4g}" in checks


def test_resting_points() -> None:
    checks, page = text("maml/resting-points", "grader.py"), inside("maml/resting-points")
    ends: list[tuple[Method, int, float, str]] = [
        ("joint", 1, 0.2, "found[0])[0], 0.8)"),
        ("fomaml", 1, 0.2, "found[1])[0], 0.5)"),
        ("maml", 1, 0.2, "found[2])[0], 0.2)"),
        ("reptile", 5, 0.2, "found[3])[0], 0.597895, atol=1e-6)"),
        ("fomaml", 1, 0.3, "point, 8.0)"),
        ("maml", 1, 0.3, "point, 0.246154, atol=1e-6)"),
    ]
    for method, steps, alpha, words in ends:
        weights = meta_weights(page.CURVATURE, alpha, method, steps)
        end = float(words.split("], ")[-1].split("point, ")[-1].split(",")[0].rstrip(")"))
        assert fixed_point(weights, page.MINIMA) == pytest.approx(end, abs=1e-6)
        assert words in checks
