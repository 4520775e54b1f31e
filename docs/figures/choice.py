"""Four questions about a problem, and the methods that are left after each answer."""

from tools.figures import REFERENCE, Axis, Choice, Heat, Note, Panel, Rule, State, Table

TITLE = "Which methods are left?"
HINT = "Answer the four questions for a problem of yours."
CAPTION = r"""
A row for each method and a column for each question: *yes* if the method meets the answer that is
chosen, *no* if it does not, and *more* if it does more than is asked for. The shaded rows meet
them all. The methods are meant as their papers describe them; variants can cross a line.
"""
PRINTED = CAPTION
SOURCES = (
    "finn-2017-maml",
    "duan-2016-rl2",
    "rakelly-2019-pearl",
    "zintgraf-2020-varibad",
    "laskin-2022-ad",
)
CONTROLS = (
    Choice(
        "task",
        "The task at test time",
        {"told": "One of training’s, and named", "new": "New, and not named"},
        "new",
    ),
    Choice("weights", "The weights then", {"open": "May change", "frozen": "Are frozen"}, "frozen"),
    Choice(
        "pace",
        "It must react",
        {"episodes": "From episode to episode", "steps": "Within an episode"},
        "steps",
    ),
    Choice(
        "belief",
        "A belief about the task",
        {"unasked": "Nobody asks for it", "stated": "Must be stated"},
        "unasked",
    ),
)
# What a method does not meet, and why.
LIMITS = {
    "multi-task network": {"new": "is lost in a task without a name"},
    "MAML": {
        "frozen": "changes its weights",
        "steps": "takes its step after whole episodes",
        "stated": "states no belief",
    },
    "RL²": {"stated": "states no belief: it is implicit in the hidden state"},
    "PEARL": {"steps": "keeps its hypothesis for an episode"},
    "VariBAD": {},
    "in-context model": {"stated": "states no belief about the task"},
}
ARTICLES = {
    "multi-task network": "the multi-task network",
    "in-context model": "an in-context model",
}
MORE = "more"  # than is asked for
NAMES = 3.2  # how many columns the methods' names take
HEADS = ("task", "weights", "pace", "belief")
WORDS = {
    "told": "The task is named",
    "new": "The task is new",
    "open": "weights may change",
    "frozen": "weights are frozen",
    "episodes": "it reacts from episode to episode",
    "steps": "it must react within an episode",
    "unasked": "and no belief is asked for",
    "stated": "and a belief must be stated",
}


def answers(state: State) -> list[str]:
    """What is chosen, question by question."""
    return [state.task, state.weights, state.pace, state.belief]


def cells(state: State, method: str) -> list[str]:
    """What a method is worth under each answer."""
    row = ["no" if answer in LIMITS[method] else "yes" for answer in answers(state)]
    if state.task == "told":
        # whoever is told the task has nothing to adapt to and nothing to be unsure of
        row = ["yes"] * len(row) if method == "multi-task network" else [MORE, *row[1:]]
    return row


def left(state: State) -> list[str]:
    """The methods that meet all four answers and do no more than is asked for."""
    return [method for method in LIMITS if set(cells(state, method)) == {"yes"}]


def frame(state: State) -> Panel:
    """The table, with the rows shaded that are left."""
    rows, edge = len(LIMITS), NAMES + 0.5
    marks: list[object] = [Rule(x=edge, series=REFERENCE)]
    for column, head in enumerate(HEADS, 1):
        # in two lines, for on a phone they would run into each other
        marks.append(Note(x=NAMES + column, y=rows + 1 + 0.8 * (column % 2), text=head))
    for row, method in enumerate(LIMITS):
        y = rows - row
        if method in left(state):
            marks.append(
                Heat(x=[0, edge + len(HEADS)], y=[y - 0.45, y + 0.45], values=[0.25], low=0, high=1)
            )
        marks.append(Note(x=NAMES + 0.3, y=y, text=method, anchor="end"))
        for column, cell in enumerate(cells(state, method), 1):
            marks.append(Note(x=NAMES + column, y=y, text=cell))
    return Panel(
        x=Axis("", 0, edge + len(HEADS), ticks=[]),
        y=Axis("", 0.4, rows + 2.2, ticks=[]),
        marks=marks,
    )


def say(state: State) -> str:
    """The answers, what is left, and why the others are not."""
    asked = ", ".join(WORDS[answer] for answer in answers(state))
    if state.task == "told":
        return (
            f"{asked}: the multi-task network is enough. Told its task, it has nothing to find out."
        )
    kept = [ARTICLES.get(method, method) for method in left(state)]
    names = " and ".join([", ".join(kept[:-1]), kept[-1]]) if len(kept) > 1 else kept[0]
    reasons = [
        f"{ARTICLES.get(method, method)} {LIMITS[method][lack]}"
        for method in LIMITS
        for lack in [next((answer for answer in answers(state) if answer in LIMITS[method]), "")]
        if lack
    ]
    left_over = "are left" if len(kept) > 1 else "is left"
    why = "; ".join(reasons)
    return f"{asked}: {names} {left_over}. {why[0].upper()}{why[1:]}."


def table(state: State) -> Table:
    """The same as words."""
    rows = [(method, *cells(state, method)) for method in LIMITS]
    return Table(("method", *HEADS), rows)
