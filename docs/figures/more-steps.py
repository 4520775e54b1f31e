"""Where MAML and two relatives come to rest when their inner loops take more steps."""

import numpy as np

from metarl.tasks.quadratics import Method, fixed_point, mean_quadratic_loss, meta_weights
from tools.figures import (
    REFERENCE,
    Axis,
    Dots,
    Line,
    Number,
    Panel,
    Prediction,
    Rule,
    State,
    Table,
)

TITLE = "More inner steps"
HINT = "Move the slider “Inner steps k”, then the step size."
CAPTION = r"""
Two tasks have the losses \(\tfrac12 \theta^2\), the flat one, and
\({{ 2 = CURVATURES[1] / 2 }} (\theta - {{ 1 = CENTRES[1] }})^2\), the steep one, with one parameter
\(\theta\). The curves give the place where each method comes to rest if its inner loop takes \(k\)
steps of size \(\alpha\); joint training takes none.
"""
PRINTED = CAPTION
SOURCES = ("finn-2017-maml", "nichol-2018-reptile")
METHODS: dict[Method, str] = {"reptile": "Reptile", "fomaml": "FOMAML", "maml": "MAML"}
CURVATURES, CENTRES = np.array([1.0, 4.0]), np.array([0.0, 1.0])
STEPS = (1, 2, 3, 5, 10, 50)
CONTROLS = (
    Number("steps", "Inner steps k", STEPS, 1),
    Number("alpha", "Step size α", (0.05, 0.1, 0.2), 0.2),
)
COUNTS = np.unique(np.geomspace(STEPS[0], STEPS[-1], 25).round().astype(int))


def rest(method: Method, steps: int, alpha: float) -> float:
    """Where the pulls of the two tasks cancel."""
    return fixed_point(meta_weights(CURVATURES, alpha, method, steps), CENTRES)


def loss(theta: float, steps: int, alpha: float) -> float:
    """Mean loss of the two tasks after k steps from there."""
    return mean_quadratic_loss(theta, CURVATURES, CENTRES, alpha, steps)


def frame(state: State) -> Panel:
    """The places over the number of steps."""
    joint = rest("joint", 0, state.alpha)
    marks: list[object] = [Rule(y=joint, series=REFERENCE, label="joint training")]
    for series, (method, name) in enumerate(METHODS.items()):
        places = [rest(method, int(k), state.alpha) for k in COUNTS]
        marks.append(Line.through(COUNTS, places, name, series))
        marks.append(Dots.at(state.steps, rest(method, state.steps, state.alpha), "", series))
    return Panel(
        x=Axis("inner steps k", STEPS[0], STEPS[-1], log=True, ticks=list(STEPS)),
        y=Axis("rests at θ", 0, 1),
        marks=marks,
    )


def say(state: State) -> str:
    """The three places."""
    steps = "1 step" if state.steps == 1 else f"{state.steps} steps"
    where = ", ".join(
        f"{name} at {rest(method, state.steps, state.alpha):.2f}"
        for method, name in METHODS.items()
    )
    return (
        f"With {steps} of size {state.alpha:g} these starts come to rest: {where}. Joint training "
        f"rests at {rest('joint', 0, state.alpha):.2f}."
    )


def table(state: State) -> Table:
    """Places, and losses before and after the steps."""
    rows: list[tuple[str | float, ...]] = []
    for method, name in {"joint": "Joint training", **METHODS}.items():
        theta = rest(method, state.steps, state.alpha)
        after = loss(theta, state.steps, state.alpha)
        rows.append((name, f"{theta:.4f}", f"{loss(theta, 0, state.alpha):.4f}", f"{after:.2g}"))
    return Table(("Method", "rests at θ", "mean loss before", f"after {state.steps} steps"), rows)


def prediction() -> Prediction:
    """Where many steps lead Reptile, from the places themselves."""
    many, alpha = STEPS[-1], 0.2
    reptile = rest("reptile", many, alpha)
    candidates = {
        "maml": rest("maml", many, alpha),
        "middle": float(CENTRES.mean()),
        "joint": rest("joint", 0, alpha),
    }
    return Prediction(
        question="Where does Reptile come to rest once its inner loop takes very many steps?",
        choices={
            "joint": "Where joint training rests",
            "middle": "In the middle between the two minima",
            "maml": "Where MAML rests with as many steps",
        },
        right=min(candidates, key=lambda name: abs(candidates[name] - reptile)),
        shows={"steps": many, "alpha": alpha},
        after=(
            f"With {many} steps it rests at {reptile:.2f}. Each task then pulls all the way to "
            f"its minimum, however steep it is; MAML rests at {candidates['maml']:.2f}."
        ),
    )


PREDICTION = prediction()
