"""Bandits with dependent arms and the two-step task of Wang et al., solved exactly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.explore.arms import Arms, Rule, play_arms
from metarl.explore.thompson import thompson
from metarl.planning import dependent_arms as exact
from metarl.planning.two_step import two_step_action_values, two_step_optimal_value
from metarl.progress import OnProgress
from metarl.reproductions import Basis, Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.bandits import dependent_arms

FAMILIES: dict[str, float | None] = {
    "uniform": None,
    "easy (0.1, 0.9)": 0.9,
    "medium (0.25, 0.75)": 0.75,
    "hard (0.4, 0.6)": 0.6,
}
PULLS = (30, 100)
RUNS = {False: 20_000, True: 400}
STEPS = 100


def follow_belief(
    successes: FloatArray, failures: FloatArray, left: int, rng: np.random.Generator
) -> Arms:
    """The arm that the evidence speaks for: failures of one are successes of the other."""
    balance = (successes - failures) @ np.array([1.0, -1.0])
    even = rng.integers(2, size=len(balance))
    return np.where(balance == 0, even, balance < 0)


def sample_belief(better: float | None) -> Rule:
    """Thompson sampling with the belief over p, which knows that the arms depend on each other."""

    def rule(
        successes: FloatArray, failures: FloatArray, left: int, rng: np.random.Generator
    ) -> Arms:
        for_first = successes[:, 0] + failures[:, 1]
        for_second = failures[:, 0] + successes[:, 1]
        if better is None:
            first = rng.beta(for_first + 1, for_second + 1) > 0.5
        else:
            odds = (better / (1 - better)) ** (for_second - for_first)
            first = rng.random(len(odds)) < 1 / (1 + odds)
        return np.where(first, 0, 1)

    return rule


def played(family: str, pulls: int, runs: int, on_progress: OnProgress) -> dict[str, Any]:
    """Regrets of the three rules, played on the same bandits."""
    rng = np.random.default_rng([pulls, list(FAMILIES).index(family)])
    p = dependent_arms(runs, rng, FAMILIES[family])
    best = pulls * p.max(axis=1)
    rules = {
        "optimal": follow_belief,
        "dependent": sample_belief(FAMILIES[family]),
        "independent": thompson,
    }
    return {
        name: {"summary": mean_interval(best - play_arms(rule, p, pulls, rng)), "runs": runs}
        for name, rule in rules.items()
    }


def solved(family: str, pulls: int, quick: bool, on_progress: OnProgress) -> dict[str, float]:
    """The same regrets, exactly; the quick run leaves out what takes seconds."""
    better = FAMILIES[family]
    regrets = {
        "optimal": exact.bayes_optimal_regret(pulls, better),
        "dependent": exact.thompson_regret(pulls, better),
    }
    if not quick or pulls <= PULLS[0]:
        regrets["independent"] = exact.independent_thompson_regret(pulls, better)
    return regrets


def jobs(quick: bool) -> list[Job]:
    """Each family and length, played and solved."""
    listed = []
    for place, family in enumerate(FAMILIES):
        for pulls in PULLS:
            listed.append(Job(f"played-{place}-{pulls}", played, (family, pulls, RUNS[quick])))
            listed.append(Job(f"solved-{place}-{pulls}", solved, (family, pulls, quick)))
    return listed


TITLES = {
    "optimal": "following the belief (optimal)",
    "dependent": "Thompson sampling that knows the dependence",
    "independent": "Thompson sampling with independent arms",
}


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Regrets, then the two-step task."""
    table = []
    for place, family in enumerate(FAMILIES):
        for pulls in PULLS:
            measurements = results[f"played-{place}-{pulls}"]
            right = results[f"solved-{place}-{pulls}"]
            for name, title in TITLES.items():
                mean, interval = measurements[name]["summary"]
                of = f"{measurements[name]['runs']:,} bandits; the interval is over them"
                what = f"{family}, T = {pulls}: {title}"
                regret = right.get(name)
                basis: Basis = "" if regret is None else "exact"
                table.append(Row(what, None, regret, basis, mean, tuple(interval), 1, of))
    best, worst = two_step_action_values()
    return [
        *table,
        Row("two-step task: value of the better first action", 0.9, best, "exact",
            note="The paper's text; its own probabilities give 0.70."),
        Row("two-step task: value of the other first action", 0.1, worst, "exact",
            note="The paper's text; its own probabilities give 0.30."),
        Row(f"two-step task: optimal reward of {STEPS} steps", None,
            two_step_optimal_value(STEPS), "exact", note="Told the good place: 70; random: 50."),
    ]  # fmt: skip


REPRODUCTION = Reproduction(
    title="Dependent arms and the two-step task, exactly",
    about=(
        "Two arms succeed with p and 1 - p, so that each pull tells the same whichever arm it is, "
        "and following the belief is optimal. Thompson sampling loses by choosing at random in "
        "proportion to its belief, and loses more when it takes the arms for independent. The "
        "paper has curves of these regrets but no numbers. In the two-step task a first action "
        "leads to its usual place three times out of four, and the good place pays nine times out "
        "of ten."
    ),
    unit="regret against the better arm, in rewards; rewards for the two-step task",
    sources=("wang-2016-learning-to-rl", "thompson-1933-likelihood"),
    jobs=jobs,
    rows=rows,
    differences=(
        "The text of the paper gives 0.9 and 0.1 as the values of the two first actions of the "
        "two-step task. With its own numbers they are 0.75 · 0.9 + 0.25 · 0.1 = 0.70 and 0.30.",
        "It also calls Gittins indices optimal for a finite horizon; they are so for the "
        "discounted infinite one only. The table of Bernoulli bandits has both kinds of index.",
    ),
)
