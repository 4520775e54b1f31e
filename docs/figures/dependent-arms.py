"""Regret on two arms with chances p and 1 − p: what each learner assumes about them."""

from docs.figures.recipes.measured import digits, forest, listed, rows
from tools.figures import Axis, Choice, Panel, State, Table
from tools.results.reproductions import Row

FILE, TRAINED = "dependent_arms.json", "rl2_dependent_arms.json"
TITLE = "What a learner assumes about the arms"
HINT = "Choose how different the arms are."
CAPTION = r"""
Regret after {{ 30 = PULLS }} pulls on two arms that pay with probability \(p\) and \(1 - p\): how
much less is earned than by always pulling the better arm. RL² was trained on pairs with
\(p \sim U[0, 1]\), {{ five = SEEDS }} times, and is tested on all. Dots are measured, with 95 %
intervals; the grey crosses are exact, and beside RL² that is the best that any policy can do.
"""
PRINTED = CAPTION
SOURCES = ("wang-2016-learning-to-rl", "thompson-1933-likelihood")
PULLS, SEEDS = 30, rows(TRAINED)["p and 1 − p: RL², trained on these"].seeds
PAIRS = {
    "uniform": "Any p",
    "easy": "0.9 and 0.1",
    "medium": "0.75 and 0.25",
    "hard": "0.6 and 0.4",
}
CONTROLS = (Choice("pair", "Chances", PAIRS, "uniform"),)
NAMES = {"easy": "easy (0.1, 0.9)", "medium": "medium (0.25, 0.75)", "hard": "hard (0.4, 0.6)"}
RULES = {
    "follows the belief": "following the belief (optimal)",
    "Thompson sampling, knows p and 1 − p": "Thompson sampling that knows the dependence",
    "Thompson sampling, takes them for independent": "Thompson sampling with independent arms",
}


def points(pair: str) -> dict[str, Row]:
    """The rows of a pair, by the names that readers see."""
    name = NAMES.get(pair, pair)
    classical = {shown: rows(FILE)[f"{name}, T = {PULLS}: {rule}"] for shown, rule in RULES.items()}
    where = "p and 1 − p: RL², trained on these"
    if pair != "uniform":
        where = f"{PAIRS[pair]} pair: the same agents"
    return {"RL², trained on any p": rows(TRAINED)[where], **classical}


def frame(state: State) -> Panel:
    """A line for each learner."""
    return Panel(
        x=Axis("regret, in successes", 0, 2.5),
        y=Axis("", 0.5, len(RULES) + 1.8, ticks=[]),
        marks=forest(points(state.pair), left=0.03),
    )


def say(state: State) -> str:
    """All regrets."""
    told = ", ".join(f"{name}: {digits(row.ours)}" for name, row in points(state.pair).items())
    return f"Chances {PAIRS[state.pair].lower()}. Regret after {PULLS} pulls: {told}."


def table(state: State) -> Table:
    """The same with intervals."""
    return listed(points(state.pair), 3)
