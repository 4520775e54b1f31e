"""Four bandit rules by two scores that rank them the other way round."""

from functools import cache

import numpy as np

from metarl.evaluation import suffix_failures
from metarl.explore import greedy, play_arms, thompson, ucb1
from metarl.explore.arms import Arms, Rule
from tools.figures import REFERENCE, Axis, Bars, Choice, Number, Panel, State, Table
from tools.figures import Rule as Level

TITLE = "Two scores, two winners"
HINT = "Choose the other score, then move the slider “Pulls in a trial”."
CAPTION = r"""
{{ Five = ARMS }} arms, of which the best pays 1 with probability
{{ 0.6 and the others with 0.4 = [BEST, OTHERS] }}. The rules are *greedy*, UCB1 with a bonus scaled
by \(c\), and Thompson sampling, each over {{ 5,000 = TRIALS }} trials. A trial is a *suffix
failure* if the best arm is never pulled in its second half: the rule has settled on a worse arm,
and more time would not help.
"""
PRINTED = CAPTION
SOURCES = ("krishnamurthy-2024-explore", "auer-2002-finite-time", "thompson-1933-likelihood")
TRIALS, BEST, OTHERS, ARMS = 5_000, 0.6, 0.4, 5
LENGTHS = (20, 50, 100, 200, 400)
REWARD, FAILURES = "reward", "failures"
SCORES = {REWARD: "Mean reward", FAILURES: "Suffix failures"}
CONTROLS = (
    Choice("score", "Score", SCORES, REWARD),
    Number("pulls", "Pulls in a trial", LENGTHS, 100),
)
RULES: dict[str, Rule] = {
    "greedy": greedy,
    "UCB1, c = 0.5": lambda *counts: ucb1(*counts, c=0.5),
    "UCB1, c = 1": ucb1,
    "Thompson": thompson,
}


@cache
def pulled(name: str) -> Arms:
    """The arms that a rule pulls in the longest trials, int[TRIALS, T]; arm 0 is the best.

    No rule looks at how many pulls are left, so that a shorter trial is the beginning of it.
    """
    chosen: list[Arms] = []

    def watched(*counts: object) -> Arms:
        chosen.append(RULES[name](*counts))
        return chosen[-1]

    chances = np.tile([BEST] + [OTHERS] * (ARMS - 1), (TRIALS, 1))
    play_arms(watched, chances, LENGTHS[-1], np.random.default_rng(0))
    return np.array(chosen).T


def scores(name: str, pulls: int) -> dict[str, float]:
    """Mean reward of a pull, from the means of the arms, and share of suffix failures."""
    arms = pulled(name)[:, :pulls]
    return {
        REWARD: float(np.where(arms == 0, BEST, OTHERS).mean()),
        FAILURES: float(suffix_failures(arms, np.zeros(TRIALS, np.intp)).mean()),
    }


def percent(share: float, digits: int = 1) -> str:
    """A share in words."""
    return f"{100 * share:.{digits}f} %"


def frame(state: State) -> Panel:
    """One bar for each rule."""
    heights = [scores(name, state.pulls)[state.score] for name in RULES]
    bars = Bars(names=list(RULES), heights=heights, series=0 if state.score == REWARD else 1)
    label = "reward per pull" if state.score == REWARD else "share of trials that fail"
    best = Level(y=BEST, series=REFERENCE, label="always the best arm")
    marks = [bars, best] if state.score == REWARD else [bars]
    return Panel(x=Axis(""), y=Axis(label, 0, 0.7), marks=marks)


def say(state: State) -> str:
    """Who is first and who is last."""
    by_rule = {name: scores(name, state.pulls)[state.score] for name in RULES}
    most, least = max(by_rule, key=by_rule.__getitem__), min(by_rule, key=by_rule.__getitem__)
    first, last = most.replace(",", " with"), least.replace(",", " with")
    if state.score == REWARD:
        return (
            f"In {state.pulls} pulls, {first} has the highest mean reward ({by_rule[most]:.3f} a "
            f"pull) and {last} the lowest ({by_rule[least]:.3f})."
        )
    return (
        f"In {state.pulls} pulls, {first} fails most often: in {percent(by_rule[most])} of the "
        f"trials it never pulls the best arm in the second half. {last} fails in "
        f"{percent(by_rule[least])}."
    )


def table(state: State) -> Table:
    """Both scores of all rules."""
    rows = []
    for name in RULES:
        by_score = scores(name, state.pulls)
        rows.append((name, f"{by_score[REWARD]:.3f}", percent(by_score[FAILURES], 2)))
    return Table(("Rule", "reward per pull", "suffix failures"), rows)
