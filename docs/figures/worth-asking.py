"""Two small bandits in which what pays least now tells most, by the length of the trial."""

from docs.figures.recipes.measured import counted, digits, listed, rows
from tools.figures import REFERENCE, Axis, Choice, Dots, Line, Panel, State, Table
from tools.results.reproductions import Row

TITLE = "When is an answer worth its price?"
HINT = "Choose the other bandit."
CAPTION = r"""
Exact reward per pull, by the number of pulls in a trial. In the first bandit nine arms pay 1, one
pays 5, and an eleventh tells which. In the second, one arm succeeds with probability 0.6, and
another, by the toss of a coin, with 0.2 or with 0.9. *Posterior sampling* pulls the best arm of a
bandit drawn from its belief; the plain rule *asks first* in the first bandit, and is *greedy* in
the second. The grey line is for somebody who knows the bandit.
"""
PRINTED = CAPTION
SOURCES = ("wang-2016-learning-to-rl", "bellman-1956-sequential", "thompson-1933-likelihood")
BANDITS = {"tells": "An arm that tells", "unknown": "A known arm and an unknown one"}
CONTROLS = (Choice("bandit", "Bandit", BANDITS, "tells"),)
FILES = {"tells": "informative_arm.json", "unknown": "known_unknown_arm.json"}
PULLS = {"tells": (1, 2, 3, 4, 5), "unknown": (1, 2, 3, 5, 10, 20, 50)}
BEST, SAMPLING = "best possible", "posterior sampling"
RULES = {
    "tells": {
        BEST: "Bayes-optimal",
        SAMPLING: "posterior sampling",
        "asking first": "asking first",
    },
    "unknown": {BEST: "Bayes-optimal", SAMPLING: "Thompson sampling", "greedy": "greedy"},
}
KNOWN = {"tells": 5.0, "unknown": 0.75}  # of a pull, for whoever knows the bandit
RANGES = {"tells": (0, 5.2), "unknown": (0.55, 0.76)}


def point(bandit: str, rule: str, pulls: int) -> Row:
    """A row of the bandit's table."""
    letter = "T" if bandit == "tells" else "n"
    return rows(FILES[bandit])[f"{letter} = {pulls}: {RULES[bandit][rule]}"]


def per_pull(bandit: str, rule: str, pulls: int) -> float:
    """The exact reward of a pull."""
    return (point(bandit, rule, pulls).reference or 0.0) / pulls


def frame(state: State) -> Panel:
    """A line for each rule."""
    bandit = state.bandit
    pulls = PULLS[bandit]
    ends, level = (pulls[0], pulls[-1]), KNOWN[bandit]
    marks: list[object] = [Line.through(ends, (level, level), "told the bandit", REFERENCE)]
    for series, rule in enumerate(RULES[bandit]):
        values = [per_pull(bandit, rule, count) for count in pulls]
        marks += [Line.through(pulls, values, rule, series), Dots.at(pulls, values, "", series)]
    return Panel(
        x=Axis("pulls in a trial", *ends, log=bandit == "unknown", ticks=list(pulls)),
        y=Axis("reward per pull", *RANGES[bandit]),
        marks=marks,
    )


def say(state: State) -> str:
    """The rules in the shortest trial and in the longest."""
    bandit = state.bandit
    parts = []
    for count in (PULLS[bandit][0], PULLS[bandit][-1]):
        rewards = ", ".join(
            f"{rule} {digits(per_pull(bandit, rule, count), 3)}" for rule in RULES[bandit]
        )
        parts.append(f"with {counted(count, 'pull')}, {rewards}")
    return f"{BANDITS[bandit]}. Reward per pull: {'; '.join(parts)}."


def table(state: State) -> Table:
    """The rewards of whole trials."""
    points = {
        f"{rule}, {counted(count, 'pull')}": point(state.bandit, rule, count)
        for rule in RULES[state.bandit]
        for count in PULLS[state.bandit]
    }
    return listed(points)
