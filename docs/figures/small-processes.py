"""RL² and two planners on small random processes, in the first episode and in the fifth."""

from docs.figures.recipes.measured import digits, forest, listed, rows
from tools.figures import Axis, Choice, Panel, State, Table
from tools.results.reproductions import Row

FILE = "rl2_tabular.json"
TITLE = "Who is ahead at first, and who in the end"
HINT = "Choose the fifth episode."
CAPTION = r"""
Return of one episode in random processes with three states, in a trial of {{ five = EPISODES }}
episodes. RL² is trained here, on average over {{ five = SEEDS }} trainings, and learns within an
episode. The planners hold the exact belief and make one plan for a whole episode: for a process
drawn from the belief (PSRL), or for the belief's mean. Lines are 95 % intervals; the grey crosses
are exact.
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2", "osband-2013-psrl")
EPISODES, SEEDS = 5, rows(FILE)["first episode: RL²"].seeds
WHEN = {"first episode": "The first", "episode 5": "The fifth"}
CONTROLS = (Choice("episode", "Episode", WHEN, "first episode"),)
RULES = {
    "RL²": "RL²",
    "plan for a drawn process (PSRL)": "posterior sampling (PSRL)",
    "plan for the mean of the belief": "best plan for the mean of the belief",
    "random": "random",
    "told the process": "told the process",
}


def points(episode: str) -> dict[str, Row]:
    """The rows of an episode, by the names that readers see."""
    return {name: rows(FILE)[f"{episode}: {rule}"] for name, rule in RULES.items()}


def frame(state: State) -> Panel:
    """A line for each rule."""
    return Panel(
        x=Axis("return of the episode", 4.5, 8.5),
        y=Axis("", 0.5, len(RULES) + 0.8, ticks=[]),
        marks=forest(points(state.episode), left=4.6),
    )


def say(state: State) -> str:
    """All returns of the episode."""
    returns = ", ".join(
        f"{name} {digits(row.ours if row.ours is not None else row.reference)}"
        for name, row in points(state.episode).items()
    )
    return f"{WHEN[state.episode]} episode: {returns}."


def table(state: State) -> Table:
    """The same with intervals."""
    return listed(points(state.episode))
