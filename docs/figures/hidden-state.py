"""The hidden state of a small trained RL² agent beside the exact belief, pull by pull."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from metarl.networks.recurrent import TANH
from metarl.planning.bandit_values import posterior_mean
from metarl.rl2 import Bandits, RecurrentPolicy, Rollout, roll_out
from metarl.shapes import FloatArray
from metarl.tasks.bandits import independent_arms
from tools.figures import Axis, Choice, Dots, Heat, Line, Number, Panel, State, Table

TITLE = "What the hidden state holds"
HINT = "Move the slider “Pulls so far”, then choose another bandit."
CAPTION = r"""
A small RL² agent, trained here on bandits with {{ two independent arms and 30 = [ARMS, PULLS] }}
pulls: {{ 32 hidden units, 1,500 = recipes.rl2_agents.SIZES[ARMS] }} updates with
{{ 256 = metarl.rl2.reinforce.Settings(1).batch }} trials each, the first of
{{ three = recipes.rl2_agents.SEEDS }} seeds. Its weights are fixed now. Lines are the exact
posterior means of the arms' chances, given the pulls so far. Points are the same means, read from
the hidden state \(h_t\) by a linear map that was fitted by least squares on {{ 4,000 = FITTED }}
other trials. The cells are the {{ 32 = recipes.rl2_agents.SIZES[ARMS][0] }} units, from −1 (no
colour) to 1 (full colour).
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2", "mikulik-2020-bayes-optimal")
# made by docs/figures/recipes/rl2_agents.py
FILE = Path(__file__).parents[1] / "data" / "figures" / "rl2_agents.json"
ARMS, PULLS = 2, 30
TRIALS = {"0": "First", "1": "Second", "2": "Third", "3": "Fourth"}
CONTROLS = (
    Number("pulls", "Pulls so far", tuple(range(PULLS)), 12),
    Choice("trial", "Bandit", TRIALS, "2"),
)
FITTED, ROWS, SEED = 4000, 4, 5


@cache
def agent() -> RecurrentPolicy:
    """The agent with its stored weights."""
    weights = json.loads(FILE.read_text("utf-8"))["weights"]
    return RecurrentPolicy(TANH, [np.array(array) for array in weights])


@cache
def played(count: int, seed: int) -> tuple[Rollout, FloatArray]:
    """Trials of the agent, and the chances of their arms."""
    tasks = Bandits(lambda number, rng: independent_arms(number, ARMS, rng), ARMS, PULLS)
    trials = roll_out(agent(), tasks, count, np.random.default_rng(seed), greedy=True)
    return trials, tasks.p


def means(trials: Rollout) -> FloatArray:
    """Exact posterior means before each pull, float[T, B, A]."""
    taken = trials.actions[..., None] == np.arange(ARMS)
    wins = np.cumsum(taken * trials.rewards[..., None], axis=0)
    losses = np.cumsum(taken * (1 - trials.rewards[..., None]), axis=0)
    start = np.zeros((1, *wins.shape[1:]))
    return posterior_mean(*(np.concatenate([start, counts[:-1]]) for counts in (wins, losses)))


def memories(trials: Rollout) -> FloatArray:
    """Hidden states that have read as many pulls, float[T, B, H]: from none to T - 1."""
    return trials.h[1:]


@cache
def read_out() -> FloatArray:
    """The linear map from hidden states to posterior means, float[H + 1, A]."""
    trials, _ = played(FITTED, 1)
    return np.linalg.lstsq(with_one(memories(trials)), means(trials).reshape(-1, ARMS))[0]


def with_one(h: FloatArray) -> FloatArray:
    """Hidden states as rows with a constant at the end."""
    rows = h.reshape(-1, h.shape[-1])
    return np.concatenate([rows, np.ones((len(rows), 1))], axis=1)


@cache
def readings() -> tuple[FloatArray, FloatArray]:
    """Posterior means and what is read from the hidden state instead, float[T, 4, A] each."""
    trials, _ = played(len(TRIALS), SEED)
    read = with_one(memories(trials)) @ read_out()
    exact = means(trials)
    return exact, read.reshape(exact.shape)


def frame(state: State) -> list[Panel]:
    """The means so far, and the hidden units now."""
    trial, until = int(state.trial), state.pulls + 1
    exact, read = (values[:until, trial] for values in readings())
    marks: list[object] = []
    for arm in range(ARMS):
        marks.append(Line.through(range(until), exact[:, arm], f"arm {arm + 1}, exact", arm))
        marks.append(Dots.at(range(until), read[:, arm], f"arm {arm + 1}, read", arm))
    x = Axis("pulls so far", -0.5, PULLS - 0.5, ticks=[0.0, 10.0, 20.0])
    y = Axis("mean of the arm’s chance", -0.1, 1.1)
    chart = Panel(x=x, y=y, title="What can be read", marks=marks)
    h = memories(played(len(TRIALS), SEED)[0])[state.pulls, trial]
    columns = len(h) // ROWS
    cells = Heat.over(np.arange(columns + 1), np.arange(ROWS + 1), h, (-1.0, 1.0))
    across, up = Axis("", 0, columns, ticks=[]), Axis("", 0, ROWS, ticks=[])
    title = f"The {len(h)} hidden units now"
    return [chart, Panel(x=across, y=up, title=title, marks=[cells], square=True)]


def last_pull(state: State) -> str:
    """What the newest pull was and paid."""
    if not state.pulls:
        return "before the first pull"
    trials, _ = played(len(TRIALS), SEED)
    arm = trials.actions[state.pulls - 1, int(state.trial)] + 1
    reward = trials.rewards[state.pulls - 1, int(state.trial)]
    pulls = "1 pull" if state.pulls == 1 else f"{state.pulls} pulls"
    return f"after {pulls}, the last of arm {arm}, which paid {reward:.0f}"


def number(value: float) -> str:
    """A mean in words."""
    return f"{value + 0.0:.2f}".replace("-", "−")


def say(state: State) -> str:
    """The last pull, and both readings of each arm."""
    trial = int(state.trial)
    exact, read = (values[state.pulls, trial] for values in readings())
    return (
        f"{TRIALS[state.trial]} bandit, {last_pull(state)}: the exact mean of arm 1 is "
        f"{number(exact[0])} and the hidden state reads {number(read[0])}; for arm 2 they are "
        f"{number(exact[1])} and {number(read[1])}."
    )


def table(state: State) -> Table:
    """Both readings of each arm, and what the arms truly pay."""
    trial = int(state.trial)
    exact, read = (values[state.pulls, trial] for values in readings())
    chances = played(len(TRIALS), SEED)[1][trial]
    rows = [
        (f"arm {arm + 1}", *(number(values[arm]) for values in (exact, read, chances)))
        for arm in range(ARMS)
    ]
    return Table(("", "exact posterior mean", "read from h", "true chance"), rows)
