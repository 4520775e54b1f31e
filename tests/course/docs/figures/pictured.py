"""The doubles of some numbers."""

from tools.figures import Axis, Dots, Number, Panel, State, Table

TITLE = "Doubles"
HINT = "Move the slider."
CAPTION = "A number and its double."
PRINTED = CAPTION
SOURCES = ()
CONTROLS = (Number("value", "Number", (1, 2, 3), 1),)


def frame(state: State) -> Panel:
    """The point."""
    dot = Dots.at(state.value, 2 * state.value, "double")
    return Panel(x=Axis("number", 0, 4), y=Axis("double", 0, 8), marks=[dot])


def say(state: State) -> str:
    """The double."""
    return f"The double of {state.value} is {2 * state.value}."


def table(state: State) -> Table:
    """The same."""
    return Table(("number", "double"), [(state.value, 2 * state.value)])
