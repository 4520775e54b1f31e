"""A clone of learners and a clone of experts, by how many pulls they can look back on."""

from functools import cache

import numpy as np

from tools.figures import (
    REFERENCE,
    Axis,
    Dots,
    Line,
    Number,
    Panel,
    Prediction,
    State,
    Table,
)

TITLE = "Whose records, and how much of them"
HINT = "Move the slider “Pulls that a clone sees”."
CAPTION = r"""
{{ Five = ARMS }} arms, of which one pays 1 and the others 0; a new task in each trial of
{{ 12 = PULLS }} pulls. *Learners* try one arm after the other until one pays, and stay there.
*Experts* know the arm. A clone has seen endless records of one kind and does in each context what
was done there, as often; a context is the latest pulls and their rewards. Where its data hold no
such context, it guesses among all arms. The chances are exact.
"""
PRINTED = CAPTION
SOURCES = ("laskin-2022-ad",)
ARMS, PULLS = 5, 12
CONTROLS = (Number("window", "Pulls that a clone sees", (0, 1, 2, 3, 4, 11), 1),)
LEARNERS, EXPERTS = "clone of learners", "clone of experts"


@cache
def learners_clone(window: int) -> np.ndarray:
    """Chance to be paid at each pull, float[T].

    It stays where it was paid, and else takes one of the arms that it does not see: no learner goes
    back to one that failed. With nothing in view it takes any arm, as often as all were pulled.
    """
    searching, paid = 1.0, []
    for pull in range(PULLS):
        chance = 1 / (ARMS - min(pull, window, ARMS - 1))
        searching *= 1 - (chance if window or not pull else 0.0)
        paid.append(1 - searching)
    return np.array(paid)


@cache
def experts_clone(window: int) -> np.ndarray:
    """Chance to be paid at each pull, float[T].

    In its data every pull was paid. So after a failure it guesses until nothing but paid pulls is
    in view, and then it stays.
    """
    settled = 1 / ARMS
    # the chance of 0, 1, … paid pulls since the latest failure, while that failure is in view
    guessing = np.zeros(window)
    guessing[:1] = 1 - settled
    paid = [settled]
    for _ in range(1, PULLS):
        won = guessing / ARMS
        paid.append(settled + won.sum())
        lost = guessing.sum() - won.sum()
        settled += won[-1:].sum()
        guessing = np.concatenate([[lost], won])[:window]
    return np.array(paid)


def curves(window: int) -> dict[str, np.ndarray]:
    """Chance to be paid at each pull, by whose clone it is."""
    return {LEARNERS: learners_clone(window), EXPERTS: experts_clone(window)}


def frame(state: State) -> Panel:
    """Both clones, beside those that they imitate."""
    pulls = np.arange(1, PULLS + 1)
    marks: list[Line | Dots] = [
        Line.through(pulls, np.minimum(pulls / ARMS, 1), "learners", REFERENCE),
    ]
    for series, (name, paid) in enumerate(curves(int(state.window)).items()):
        marks += [Line.through(pulls, paid, name, series), Dots.at(pulls, paid, name, series)]
    return Panel(x=Axis("pull", 1, PULLS), y=Axis("chance to be paid", 0, 1), marks=marks)


def say(state: State) -> str:
    """What either earns."""
    shown = curves(int(state.window))
    view = {0: "nothing", 1: "the last pull"}.get(state.window, f"the last {state.window} pulls")
    means = {name: f"{paid.mean():.2f}" for name, paid in shown.items()}
    return (
        f"A clone that sees {view}: on average over {PULLS} pulls that of learners is paid with "
        f"chance {means[LEARNERS]} and that of experts with {means[EXPERTS]}; at the last pull it "
        f"is {shown[LEARNERS][-1]:.2f} against {shown[EXPERTS][-1]:.2f}."
    )


def table(state: State) -> Table:
    """Chances at some pulls, and their means over all."""
    places = (1, 2, 3, 4, 5, PULLS)
    rows = [
        (name, *(f"{paid[pull - 1]:.3f}" for pull in places), f"{paid.mean():.3f}")
        for name, paid in curves(int(state.window)).items()
    ]
    return Table(("Clone", *(f"pull {pull}" for pull in places), "mean"), rows)


def prediction(short: int, long: int) -> Prediction:
    """Who gains from a longer view, worked out as everything else here."""
    ways = {
        "both": "Both",
        "learners": "Only the clone of learners",
        "experts": "Only the clone of experts",
        "none": "Neither",
    }
    before, after = ({n: c.mean() for n, c in curves(view).items()} for view in (short, long))
    gain = {name: after[name] > before[name] for name in after}
    right = {
        (True, True): "both",
        (True, False): "learners",
        (False, True): "experts",
        (False, False): "none",
    }[gain[LEARNERS], gain[EXPERTS]]
    return Prediction(
        question=(
            f"Both clones have seen their last pull only. Now they get to see {long} of them. Who "
            "is paid more often for it?"
        ),
        choices=ways,
        right=right,
        shows={"window": long},
        after=(
            f"On average over {PULLS} pulls the clone of learners goes from "
            f"{before[LEARNERS]:.2f} to {after[LEARNERS]:.2f}, the clone of experts from "
            f"{before[EXPERTS]:.2f} to {after[EXPERTS]:.2f}."
        ),
    )


PREDICTION = prediction(1, 11)
