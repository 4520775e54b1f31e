"""MAML's 2-D navigation: the returns that are known exactly, beside the published ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.navigation import (
    STEP,
    best_mean,
    best_returns,
    navigate,
    navigation_goals,
    published_test_goals,
    staying_mean,
    staying_returns,
)

TASKS, QUICK_TASKS = 100_000, 2000
# published returns after 0, 1, 2, 3 gradient steps, as far as they can be compared with one another
LEARNED = {
    "MAML": (-40.41, -11.68, -3.33, -3.23),
    "An adaptable input (context vector)": (-42.42, -13.90, -5.17, -3.18),
    "Random initialisation": (-82.66, -57.96, -53.84, -46.81),
}


def simulate(tasks: int, speed: float, squared: bool, *, on_progress: OnProgress) -> dict[str, Any]:
    """Mean return, with its interval over random goals, of walking straight at some speed."""
    goals = navigation_goals(tasks, np.random.default_rng(0))
    returns: FloatArray = staying_returns(goals, True) if squared else navigate(goals, speed)
    mean, interval = mean_interval(returns)
    return {"mean": mean, "interval": list(interval), "tasks": tasks}


def jobs(quick: bool) -> list[Job]:
    """Simulations of staying, of staying with squared rewards, and of the best policy."""
    tasks = QUICK_TASKS if quick else TASKS
    return [
        Job("staying", simulate, (tasks, 0.0, False)),
        Job("staying-squared", simulate, (tasks, 0.0, True)),
        Job("best", simulate, (tasks, STEP, False)),
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Exact returns beside simulated ones, then the published ones beside what bounds them."""
    goals = published_test_goals()
    staying = float(staying_returns(goals).mean())
    best = float(best_returns(goals).mean())
    table = [
        _simulated("Staying at the start, any goal", staying_mean(), results["staying"]),
        _simulated(
            "The same with squared distances as rewards",
            staying_mean(squared=True),
            results["staying-squared"],
        ),
        _simulated("Best policy, any goal", best_mean(), results["best"]),
        Row(
            "Told the goal, 40 test goals",
            published=-2.29,
            reference=best,
            basis="exact",
            note="Reference: the best return on these goals. The published agent learned.",
        ),
    ]
    for method, returns in LEARNED.items():
        for steps, published in enumerate(returns):
            plural = "" if steps == 1 else "s"
            still = steps == 0 and method == "MAML"
            table.append(
                Row(
                    f"{method}, {steps} gradient step{plural}, 40 test goals",
                    published=published,
                    reference=staying if still else None,
                    basis="exact" if still else "",
                    note="Reference: staying at the start on these goals." if still else "",
                )
            )
    return table


def _simulated(what: str, reference: float, measurement: Mapping[str, Any]) -> Row:
    low, high = measurement["interval"]
    return Row(
        what,
        reference=reference,
        basis="exact",
        ours=measurement["mean"],
        interval=(low, high),
        seeds=1,
        of=f"{measurement['tasks']:,} tasks",
    )


REPRODUCTION = Reproduction(
    title="2-D navigation: what is known exactly",
    about=(
        "A point starts in the middle of a square of goals and moves by at most 0.1 in each "
        "coordinate; a step's reward is minus the distance to the goal, and an episode has 100 "
        "steps. Nothing is trained here: returns of staying at the start and of walking straight "
        "to the goal follow from integrals over the square, and are simulated beside them, with "
        "intervals over goals. They tell what the published returns mean: before its first "
        "gradient step, MAML's policy earns about what staying in the middle earns."
    ),
    unit="return of an episode",
    sources=("finn-2017-maml",),
    jobs=jobs,
    rows=rows,
    differences=(
        "The paper writes the reward as minus the squared distance, its released code has minus "
        "the distance. The published returns agree with the code: with squared distances, staying "
        "at the start would earn about −17.",
        "The published agent that is told the goal is not an upper bound: it learned too, and acts "
        "with noise. The best return is far nearer to zero.",
    ),
    digits=3,
)
