"""What PEARL's belief is worth after more and more exploration, beside the exact belief."""

from docs.figures.recipes.measured import band, counted, curve, digits, listed, rows
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Panel, State, Table
from tools.figures import Rule as Level
from tools.results.reproductions import Row

FILE = "pearl_robot.json"
TITLE = "A learned belief beside the exact one"
HINT = "Choose how the robot explores."
CAPTION = r"""
Return of one episode on held-out goals of the half circle, after the robot has explored for so many
episodes, on average over {{ five = SEEDS }} trainings, with 95 % intervals. The dashed grey line is
the same with the exact belief over the goals and the best plan for a goal drawn from it. Exploring
follows goals drawn from the prior, or from the belief so far. The level line at
{{ 12.25 = ORACLE.ours }} is a network that is told the goal.
"""
PRINTED = CAPTION
SOURCES = ("rakelly-2019-pearl", "thompson-1933-likelihood")
ORACLE = rows(FILE)["Oracle: Q-learning that is told the goal"]
SEEDS = rows(FILE)["PEARL: after 0 exploration episodes"].seeds
WAYS = {"prior": "From the prior", "belief": "From the belief so far"}
CONTROLS = (Choice("way", "Goals to explore are drawn", WAYS, "prior"),)
NAMES = {"prior": "PEARL", "belief": "PEARL, belief used from the first exploration on"}
EPISODES = {"prior": (0, 1, 2, 4, 8), "belief": (2, 4, 8)}


def point(way: str, episodes: int) -> Row:
    """A row of the table."""
    return rows(FILE)[f"{NAMES[way]}: after {counted(episodes, 'exploration episode')}"]


def frame(state: State) -> Panel:
    """The learned belief with its interval, and the exact one."""
    episodes = EPISODES[state.way]
    points = [point(state.way, count) for count in episodes]
    exact = [row.reference for row in points]
    return Panel(
        x=Axis("episodes of exploration", 0, 8, ticks=[0, 1, 2, 4, 8]),
        y=Axis("return of the next episode", 0, 13),
        marks=[
            Level(y=ORACLE.ours, series=2, label="told the goal"),
            band(episodes, points, 0),
            *curve(episodes, points, "PEARL", 0),
            Line.through(episodes, exact, "exact belief", REFERENCE),
            Dots.at(episodes, exact, "", REFERENCE),
        ],
    )


def say(state: State) -> str:
    """What each belief earns at first and in the end."""
    first, last = EPISODES[state.way][0], EPISODES[state.way][-1]
    parts = [
        f"after {count}, PEARL {digits(row.ours)} and the exact belief {digits(row.reference)}"
        for count, row in ((count, point(state.way, count)) for count in (first, last))
    ]
    return f"{WAYS[state.way]}. Episodes of exploration: {'; '.join(parts)}."


def table(state: State) -> Table:
    """All returns of this way to explore."""
    points = {f"after {count}": point(state.way, count) for count in EPISODES[state.way]}
    return listed({"told the goal": ORACLE, **points})
