"""Classical exploration in small random processes, as published and as measured here."""

from docs.figures.recipes.measured import digits, listed, rows
from tools.figures import Axis, Choice, Dots, Line, Panel, State, Table
from tools.results.reproductions import Row

FILE = "tabular_mdps.json"
TITLE = "The same rules, twice"
HINT = "Choose whose numbers are drawn."
CAPTION = r"""
Reward of a whole trial in random processes with ten states, as a share of what the best policy
earns that is told the process, by the number of episodes in the trial. Both are means over 1,000
processes: those of the paper are drawn anew here. UCRL2 and the bonus for the unknown (BEB) are
tuned for each length, in the paper and here. RL² stands in the paper alone: its training was not
repeated at this size.
"""
PRINTED = CAPTION
SOURCES = ("duan-2016-rl2", "osband-2013-psrl", "jaksch-2010-ucrl2", "kolter-2009-near-bayesian")
WHOSE = {"published": "The paper’s", "ours": "Ours"}
CONTROLS = (Choice("whose", "Numbers", WHOSE, "published"),)
RULES = {
    "PSRL": "PSRL",
    "UCRL2": "UCRL2, tuned width",
    "BEB": "bonus for the unknown (BEB), tuned",
    "greedy": "greedy",
    "RL²": "RL²",
}
LENGTHS = (10, 25, 50, 75, 100)


def point(rule: str, episodes: int) -> Row:
    """A row of the table."""
    return rows(FILE)[f"n = {episodes}: {RULES[rule]}"]


def share(whose: str, rule: str, episodes: int) -> float | None:
    """A reward as a share of what whoever knows the process earns here; None if there is none."""
    value = getattr(point(rule, episodes), whose)
    best = rows(FILE)[f"n = {episodes}: known process"].ours
    return None if value is None or best is None else value / best


def drawn(whose: str) -> dict[str, list[float]]:
    """The shares of each rule that has them."""
    shares = {rule: [share(whose, rule, count) for count in LENGTHS] for rule in RULES}
    return {
        rule: [value for value in values if value is not None]
        for rule, values in shares.items()
        if None not in values
    }


def frame(state: State) -> Panel:
    """A line for each rule."""
    marks: list[object] = []
    for rule, values in drawn(state.whose).items():
        series = list(RULES).index(rule)
        marks += [Line.through(LENGTHS, values, rule, series), Dots.at(LENGTHS, values, "", series)]
    return Panel(
        x=Axis("episodes in a trial", LENGTHS[0], LENGTHS[-1], ticks=list(LENGTHS)),
        y=Axis("share of the best possible", 0.55, 1),
        marks=marks,
    )


def say(state: State) -> str:
    """All shares in the longest trials."""
    told = ", ".join(f"{rule} {digits(values[-1])}" for rule, values in drawn(state.whose).items())
    return f"{WHOSE[state.whose]}, in trials of {LENGTHS[-1]} episodes: {told}."


def table(state: State) -> Table:
    """Rewards of whole trials, both the paper's and ours."""
    points = {
        f"{rule}, {count} episodes": point(rule, count) for rule in RULES for count in LENGTHS
    }
    return listed(points, 1)
