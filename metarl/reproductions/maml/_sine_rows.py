"""Lines of the tables on sine waves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metarl.evaluation import mean_interval
from metarl.reproductions import Row
from metarl.reproductions.maml._sines import Means
from metarl.tasks.sinusoid import task_blind_error, zero_predictor_error

# More than twice the error of predicting 0, and after steps that should help.
WILD = 10.0


def over_seeds(
    what: str,
    of_runs: Sequence[Means],
    published: float | None = None,
    reference: float | None = None,
) -> Row:
    """One line with the mean over runs and a bound, or how many of them diverged."""
    row = Row(
        what=what,
        published=published,
        reference=reference,
        basis="" if reference is None else "bound",
    )
    numbers = [error for error, _ in of_runs if error is not None]
    if len(numbers) < len(of_runs):
        lost = len(of_runs) - len(numbers)
        note = f"Diverges on some tasks in {lost} of {len(of_runs)} runs, so it has no mean."
        return replace(row, note=f"{note}{without_worst(of_runs)}")
    mean, interval = mean_interval(numbers)
    note = f"Tasks on which the steps diverge make up most of it.{without_worst(of_runs)}"
    note = note if mean > WILD else ""
    return replace(
        row, ours=mean, interval=interval, seeds=len(of_runs), of="held-out tasks", note=note
    )


def most_tasks(what: str, of_runs: Sequence[Means]) -> Row:
    """The same line without the worst of each run's tasks."""
    return over_seeds(
        f"{what}, without the worst 1 % of tasks", [(most, most) for _, most in of_runs]
    )


def without_worst(of_runs: Sequence[Means]) -> str:
    """What most tasks show."""
    numbers = [most for _, most in of_runs if most is not None]
    if len(numbers) < len(of_runs):
        return " Nor has it one without the worst 1 % of tasks."
    mean, (low, high) = mean_interval(numbers)
    return f" Without the worst 1 % of tasks it is {mean:.3f} ({low:.3f} to {high:.3f})."


def count(steps: int) -> str:
    """The number of steps in words."""
    return {0: "no step", 1: "1 step"}.get(steps, f"{steps} steps")


def exact_rows() -> list[Row]:
    """What can be reached without looking at the task."""
    blind = "Best prediction without knowing the task"
    return [
        Row(what="Always predicting 0", reference=zero_predictor_error(), basis="exact"),
        Row(what=blind, reference=task_blind_error(), basis="exact"),
    ]
