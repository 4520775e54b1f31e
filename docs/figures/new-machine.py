"""A known machine beside a new one: what four agents earn, by the number of pulls, exactly."""

from functools import cache

import numpy as np

from metarl.planning import (
    known_unknown_greedy_value,
    known_unknown_oracle_value,
    known_unknown_thompson_value,
    known_unknown_value,
)
from metarl.planning.known_unknown import KNOWN
from tools.figures import REFERENCE, Axis, Line, Number, Panel, Prediction, State, Table

TITLE = "Is the new machine worth a try?"
HINT = "Move the slider “The known machine pays”, to 0.8 and then to 0.5."
CAPTION = r"""
A known machine beside a new one, which pays 1 with probability
{{ 0.2 or 0.9 = metarl.planning.known_unknown.CHANCES }}, each equally likely; on average that is
{{ 0.55 = np.mean(metarl.planning.known_unknown.CHANCES) }}. The curves show the reward per pull
that agents expect in trials of 1 to {{ 20 = PULLS }} pulls, all worked out exactly. *Greedy* pulls
what pays more on average as far as it knows. *Thompson* draws one of the two chances from its
belief. *Best* plans over its beliefs and knows how many pulls are left. *Told* knows which machine
is the better one.
"""
PRINTED = CAPTION
SOURCES = ("bellman-1956-sequential", "thompson-1933-likelihood")
PULLS = 20
CONTROLS = (Number("known", "The known machine pays", (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85), KNOWN),)
TOLD, BEST, THOMPSON, GREEDY = "told", "best", "Thompson", "greedy"
NAMES = {
    BEST: "the best plan",
    THOMPSON: "Thompson sampling",
    GREEDY: "greed",
    TOLD: "an agent that is told",
}
VALUES = {
    BEST: known_unknown_value,
    THOMPSON: known_unknown_thompson_value,
    GREEDY: known_unknown_greedy_value,
    TOLD: known_unknown_oracle_value,
}


@cache
def per_pull(agent: str, known: float) -> np.ndarray:
    """Expected reward per pull in trials of 1, 2, 3 … pulls, float[T]."""
    return np.array([VALUES[agent](pulls, known) / pulls for pulls in range(1, PULLS + 1)])


def ahead_from(known: float) -> int | None:
    """The first number of pulls with which Thompson sampling earns more than greed, if any."""
    ahead = np.flatnonzero(per_pull(THOMPSON, known) > per_pull(GREEDY, known) + 1e-9)
    return int(ahead[0]) + 1 if ahead.size else None


PREDICTION = Prediction(
    question=(
        "The known machine pays 0.6. Greed never tries the new one; Thompson sampling tries it "
        "half of the time at first. From how many pulls on does that earn more than greed?"
    ),
    choices={"1": "1: at once", "3": "3: with two pulls it does not", "10": "10: learning is slow"},
    right=str(ahead_from(KNOWN)),
    shows={"known": KNOWN},
    after=(
        f"With two pulls it earns {2 * per_pull(THOMPSON, KNOWN)[1]:.3f} and greed "
        f"{2 * per_pull(GREEDY, KNOWN)[1]:.1f}; the best plan tries the new machine first and "
        f"earns {2 * per_pull(BEST, KNOWN)[1]:.3f}."
    ),
)


def frame(state: State) -> Panel:
    """One curve for each agent."""
    x = np.arange(1, PULLS + 1)
    marks = [
        Line.through(x, per_pull(agent, state.known), agent, series)
        for series, agent in enumerate((BEST, THOMPSON, GREEDY))
    ]
    marks.append(Line.through(x, per_pull(TOLD, state.known), TOLD, REFERENCE))
    y = Axis("reward per pull", 0.4, 0.9)
    return Panel(x=Axis("pulls in a trial", 1, PULLS), y=y, marks=marks)


def say(state: State) -> str:
    """What the agents earn in the shortest and in the longest trials."""
    ends = {agent: per_pull(agent, state.known)[[0, -1]] for agent in VALUES}
    parts = [
        f"{short:.3f} and {long:.3f} for {NAMES[agent]}" for agent, (short, long) in ends.items()
    ]
    ahead = ahead_from(state.known)
    when = f"from {ahead} pulls on" if ahead else "in no trial shown"
    return (
        f"With a known machine that pays {state.known:g}, the reward per pull in trials of one "
        f"pull and of {PULLS} is {'; '.join(parts)}. Thompson sampling earns more than greed "
        f"{when}."
    )


def table(state: State) -> Table:
    """Sums of rewards of trials of some lengths."""
    lengths = (1, 2, 5, 10, PULLS)
    rows = [
        (agent, *(float(n * per_pull(agent, state.known)[n - 1]) for n in lengths))
        for agent in VALUES
    ]
    return Table(("sum of rewards", *(f"{n} pull{'s' * (n > 1)}" for n in lengths)), rows)
