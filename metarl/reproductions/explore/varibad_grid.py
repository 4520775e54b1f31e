"""The grid of the VariBAD paper, solved exactly, and posterior sampling in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.explore.grid import posterior_sampling_returns
from metarl.planning.grid import explicit_policy_returns, one_episode_value, oracle_return
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray

EPISODES = 4
PIECES = 4
RUNS = {False: 5_000, True: 100}


def sampled(redraw: bool, piece: int, runs: int, on_progress: OnProgress) -> list[list[float]]:
    """Returns of posterior sampling, trial by trial."""
    rng = np.random.default_rng([int(redraw), piece])
    returns = [posterior_sampling_returns(EPISODES, runs // 10, rng, redraw) for _ in range(10)]
    return [list(trial) for trial in np.concatenate(returns).round(9).tolist()]


def solved(on_progress: OnProgress) -> dict[str, Any]:
    """One episode by dynamic programming, more by the explicit policy."""
    return {"one": one_episode_value(), "policy": explicit_policy_returns(EPISODES)}


def jobs(quick: bool) -> list[Job]:
    """Posterior sampling in pieces, each of both kinds."""
    return [
        Job("solved", solved),
        *(
            Job(f"{name}-{piece}", sampled, (redraw, piece, RUNS[quick]))
            for name, redraw in (("kept", False), ("redrawn", True))
            for piece in range(PIECES)
        ),
    ]


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Per episode: oracle, optimum and both kinds of posterior sampling; then the totals."""
    right = results["solved"]
    oracle = oracle_return()
    kinds = {
        "posterior sampling": gathered(results, "kept"),
        "posterior sampling, refuted guesses redrawn": gathered(results, "redrawn"),
    }
    table = []
    for episode in range(EPISODES):
        head = f"episode {episode + 1}: "
        bound = right["one"] if episode == 0 else oracle
        optimum = right["policy"][episode]
        table.append(Row(f"{head}Bayes-optimal", None, bound, "exact", optimum))
        table += [measured(head + name, returns[:, episode]) for name, returns in kinds.items()]
        table.append(Row(f"{head}told the goal", reference=oracle, basis="exact"))
    total = f"all {EPISODES} episodes: "
    bound = right["one"] + (EPISODES - 1) * oracle
    table.append(Row(f"{total}Bayes-optimal", None, bound, "exact", sum(right["policy"])))
    table += [measured(total + name, returns.sum(axis=1)) for name, returns in kinds.items()]
    return table


def gathered(results: Mapping[str, Any], name: str) -> FloatArray:
    """float[N, M], the returns of all pieces."""
    return np.concatenate([np.array(results[f"{name}-{piece}"]) for piece in range(PIECES)])


def measured(what: str, returns: FloatArray) -> Row:
    """Mean over the trials."""
    mean, interval = mean_interval(returns)
    of = f"{len(returns):,} trials; the interval is over them"
    return Row(what, ours=mean, interval=interval, seeds=1, of=of)


REPRODUCTION = Reproduction(
    title="A grid with a hidden goal: the Bayes-optimal agent, exactly",
    about=(
        "Five by five cells, 15 steps in an episode, the goal in one of 21 cells and in the same "
        "one for a whole trial; each step pays 1 on the goal and -0.1 elsewhere. One episode is "
        "solved by dynamic programming. For more, no policy can expect more than that in the first "
        "and the oracle's return in the others, and ours, an explicit plan, expects exactly that: "
        "its search leaves only cells that one shortest way passes through. Posterior sampling "
        "walks to one guess per episode and waits there."
    ),
    unit="return of an episode",
    sources=("zintgraf-2020-varibad", "strens-2000-bayesian"),
    jobs=jobs,
    rows=rows,
    differences=(
        "The paper shows returns of trained agents as curves, without numbers to compare with.",
        "The belief that the released code gives to its oracle is wrong once the goal is reached: "
        "it puts one half on the goal and one half on a wrong cell. Here all of it is on the goal.",
        "Posterior sampling depends on which of the shortest ways is taken; here each fork is "
        "decided by a fair coin.",
    ),
)
