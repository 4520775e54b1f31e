"""What exploring costs: the regret of a trained RL² agent beside those of four rules."""

import json
from functools import cache, partial
from pathlib import Path

import numpy as np

from metarl.explore import greedy, play_arms, thompson, ucb1
from metarl.explore.arms import Arms, Rule
from metarl.planning import bayes_optimal_value, oracle_value, two_arm_value
from metarl.tasks.bandits import independent_arms
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Number, Panel, State, Table

TITLE = "What exploring costs"
HINT = "Choose more arms or more pulls, then move the slider “Bonus c of UCB1”."
CAPTION = r"""
Bandits whose arms pay 1 with a probability drawn evenly from 0 to 1. The regret after a pull is
what always pulling the best arm would have earned until then, on average, beyond what the agent
earned. *RL²* is a small agent that we trained on bandits of this kind, with
{{ 1,500 updates; its line is the mean of three
= [recipes.rl2_agents.SIZES[2][1], recipes.rl2_agents.SEEDS] }} trainings. UCB1
adds a bonus to what it knows of an arm, scaled by \(c\). The rules played {{ 4,000 = TRIALS }}
bandits each. The cross is the least regret that is possible after the last
pull; it is exact, and missing for five arms and 30 pulls, which are too many to count through.
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2", "auer-2002-finite-time", "thompson-1933-likelihood")
ARMS, PULLS, BONUSES = {"2": "Two", "5": "Five"}, {"10": "10", "30": "30"}, (0.1, 0.2, 0.5, 1.0)
CONTROLS = (
    Choice("arms", "Arms", ARMS, "2"),
    Choice("pulls", "Pulls", PULLS, "10"),
    Number("c", "Bonus c of UCB1", BONUSES, 1.0),
)
HIGHEST = {(2, 10): 1.2, (2, 30): 2.6, (5, 10): 3.0, (5, 30): 7.0}  # what the axis goes up to
TRIALS, SEED = 4000, 0
# made by docs/figures/recipes/rl2_agents.py
FILE = Path(__file__).parents[1] / "data" / "figures" / "rl2_agents.json"
RL2, GREEDY, THOMPSON, UCB1 = "RL²", "greedy", "Thompson", "UCB1"


@cache
def played(rule: str, arms: int, c: float) -> np.ndarray:
    """Mean regret of each pull of a rule, float[30]; none of them minds how many are left."""
    rules: dict[str, Rule] = {GREEDY: greedy, THOMPSON: thompson, UCB1: partial(ucb1, c=c)}
    chosen: list[Arms] = []

    def watched(*counts: object) -> Arms:
        chosen.append(rules[rule](*counts))
        return chosen[-1]

    rng = np.random.default_rng(SEED)
    chances = independent_arms(TRIALS, arms, rng)
    play_arms(watched, chances, max(map(int, PULLS)), rng)
    worth = np.take_along_axis(chances, np.array(chosen).T, axis=1)
    return np.asarray((chances.max(axis=1, keepdims=True) - worth).mean(axis=0))


@cache
def least(arms: int, pulls: int) -> float | None:
    """The regret of the Bayes-optimal policy; None where it takes too long to work out."""
    if arms > 2 and pulls > 10:
        return None
    best = two_arm_value(pulls) if arms == 2 else bayes_optimal_value(arms, pulls)
    return float(oracle_value(arms, pulls) - best)


@cache
def trained(arms: int, pulls: int) -> np.ndarray:
    """Regret after each pull of the trained agents, float[3, T]."""
    regrets = json.loads(FILE.read_text("utf-8"))["regrets"]
    return np.cumsum(regrets[f"{arms} arms, {pulls} pulls"], axis=1)


def curves(state: State) -> dict[str, np.ndarray]:
    """Regret after each pull, by the name of who plays."""
    arms, pulls = int(state.arms), int(state.pulls)
    rules = {name: played(name, arms, 0.0) for name in (GREEDY, THOMPSON)}
    rules[UCB1] = played(UCB1, arms, state.c)
    return {
        RL2: trained(arms, pulls).mean(axis=0),
        **{name: np.cumsum(each)[:pulls] for name, each in rules.items()},
    }


def frame(state: State) -> Panel:
    """One curve for each."""
    arms, pulls = int(state.arms), int(state.pulls)
    x = np.arange(1, pulls + 1)
    marks: list[object] = []
    for series, (name, regret) in enumerate(curves(state).items()):
        label = f"UCB1, c = {state.c:g}" if name == UCB1 else name
        marks.append(Line.through(x, regret, label, series))
    floor = least(arms, pulls)
    if floor is not None:
        marks.append(Dots.at(pulls, floor, "least possible", REFERENCE))
    highest = HIGHEST[arms, pulls]
    return Panel(x=Axis("pulls", 1, pulls), y=Axis("regret", 0, highest), marks=marks)


def say(state: State) -> str:
    """The regrets after the last pull."""
    arms, pulls = int(state.arms), int(state.pulls)
    last = {name: regret[-1] for name, regret in curves(state).items()}
    floor = least(arms, pulls)
    bound = f"; the least possible is {floor:.2f}" if floor is not None else ""
    return (
        f"With {ARMS[state.arms].lower()} arms, after {pulls} pulls, the regret is "
        f"{last[RL2]:.2f} for RL², {last[THOMPSON]:.2f} for Thompson sampling, "
        f"{last[GREEDY]:.2f} for greedy and {last[UCB1]:.2f} for UCB1 with c = {state.c:g}{bound}."
    )


def table(state: State) -> Table:
    """The regrets after half the pulls and after all."""
    arms, pulls = int(state.arms), int(state.pulls)
    half = pulls // 2
    rows: list[tuple[str | float, ...]] = [
        (name, float(regret[half - 1]), float(regret[-1])) for name, regret in curves(state).items()
    ]
    floor = least(arms, pulls)
    if floor is not None:
        rows.append(("least possible", "–", floor))
    return Table(("", f"regret after {half} pulls", f"after {pulls} pulls"), rows)
