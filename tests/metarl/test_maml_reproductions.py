"""The quick variants of the MAML family's reproductions agree with what is known exactly."""

import importlib

import pytest


def rows_of(name):
    """Rows of the quick variant by what they are."""
    reproduction = importlib.import_module(f"metarl.reproductions.{name}").REPRODUCTION
    results = {
        job.name: job.run(*job.arguments, tell=lambda share: None)
        for job in reproduction.jobs(True)
    }
    return {row.what: row for row in reproduction.rows(results)}


def test_quadratic_fixed_points():
    rows = rows_of("quadratic_fixed_points")
    expected = {
        "Joint training, α = 0.2: fixed point": 0.8,
        "MAML, α = 0.2: fixed point": 0.2,
        "FOMAML, α = 0.2: fixed point": 0.5,
        "Reptile, α = 0.2: fixed point": 0.59789,
        "MAML, α = 0.25: fixed point": 0.0,
        "MAML, α = 0.2: mean loss before one step": 0.65,
        "MAML, α = 0.2: mean loss after one step": 0.032,
        "Joint training, α = 0.2: mean loss after one step": 0.104,
    }
    for what, value in expected.items():
        assert rows[what].reference == pytest.approx(value, abs=6e-6)
        assert rows[what].ours == pytest.approx(value, abs=6e-6)
    unstable = rows.pop("FOMAML, α = 0.3: fixed point")
    assert unstable.reference == pytest.approx(8.0)
    assert unstable.ours is None
    assert "repels" in unstable.note
    for row in rows.values():
        # 1,000 steps of 0.1 along pulls of at least 0.25 leave e^-25 of the distance
        assert row.ours == pytest.approx(row.reference, abs=1e-10), row.what


def test_bandit_maml():
    rows = rows_of("bandit_maml")
    expected = {
        "Return after a step on the exact gradient, θ = 0, α = 10": 0.80464,
        "Return after a step on the exact gradient, θ = 0, α = 20": 0.88561,
        "Second-order gradient after a step on the exact gradient, θ = 1, α = 10": -0.15206,
        "First-order gradient after a step on the exact gradient, θ = 1, α = 10": -0.065873,
        "Full gradient after a step on one pull, θ = 1, α = 4": -0.08079,
        "Gradient without the score term after a step on one pull, θ = 1, α = 4": -0.06032,
    }
    for what, value in expected.items():
        assert rows[what].reference == pytest.approx(value, abs=5e-6)
    for row in rows.values():
        # A sample has a standard deviation of at most 1 (a reward of 1/2 less or more, times a
        # slope of at most 2), and there are 3 seeds of 2 tasks of 20,000 pulls: 5 standard errors.
        assert row.ours == pytest.approx(row.reference, abs=5 / 120_000**0.5), row.what
