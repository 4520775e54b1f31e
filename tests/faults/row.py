"""One row of the fault table, and the few forms that the feedback has."""

from __future__ import annotations

from dataclasses import dataclass

EXERCISE = "maml/inner-adapt"
SECONDS = 2.0  # the time limit for the rows that are stopped
BODY = "def inner_adapt(theta, grad_fn, alpha, steps):\n    "
VALUE = f"import numpy as np\n\n{BODY}return "
SOLUTION = f"""
{BODY}for _ in range(steps):
        theta = theta - alpha * grad_fn(theta)
    return theta
"""
# A chain of objects, let go at the end.
NODES = """class Node:
    def __init__(self, after):
        self.after = after


node = None
for _ in range({count}):
    node = Node(node)
node = None
"""

ADVICE = {
    "ModuleNotFoundError": " There is no module antigravity here, only NumPy and Python's standard "
    "library.",
    "MemoryError": " It asked for more than the 512 MB of memory available: look for an array or a "
    "list that is far larger than the inputs, or one that keeps growing.",
    "RecursionError": " Calls within calls went too deep: look for the case in which a function "
    "should stop calling itself. If it does stop, use a loop: there is room for 900 such calls, "
    "and in a browser for 200 where they go through max, sum, sorted, an operator or an object "
    "that is called.",
    "SystemExit": " There is no program to exit here: a function hands back its result with "
    "return.",
    "EOFError": " There is nobody to answer input() here: a function gets what it needs as "
    "arguments.",
}
STOPPED = f"Your code was still running after {SECONDS:g} s and was stopped"


@dataclass(frozen=True)
class Fault:
    """A submission with the verdict, the feedback and the line of its Report."""

    text: str
    verdict: str
    feedback: str
    line: int | None = None


def passes(text: str) -> Fault:
    """It does no harm, and its answer is right."""
    return Fault(text, "pass", "All 8 checks pass.")


def stops(name: str, line: int, text: str, advice: str = "") -> Fault:
    """An exception at the top level."""
    where = f"Your code stops with {name} on line {line}, before any check can run."
    said = advice and f" {advice}"
    return Fault(text, "invalid", where + (said or ADVICE.get(name, "")), line)


def raises(name: str, line: int, text: str, advice: str = "") -> Fault:
    """An exception in the function that is checked."""
    where = f"Your code raised {name} on line {line}."
    said = advice and f" {advice}"
    return Fault(text, "fail", where + (said or ADVICE.get(name, "")), line)


def gives(found: str, text: str) -> Fault:
    """A result of the wrong kind, dtype, shape or size."""
    expected = "an array of numbers of shape (2,)"
    if found in ("nan", "inf"):
        expected = "a finite number"
    elif found.startswith(("an array of shape", "a single")):
        expected = "an array of shape (2,)"
    where = " at index 0" if expected == "a finite number" else ""
    return Fault(text, "fail", f"theta after 0 steps{where}: expected {expected}, found {found}.")


def replaces(names: str, text: str) -> Fault:
    """What it replaced is not its own."""
    feedback = (
        f"Your code replaced {names}, which the grader needs. "
        "Choose other names and leave Python's and NumPy's own as they are."
    )
    return Fault(text, "invalid", feedback)


def unreadable(
    line: int, text: str, feedback: str = "Python cannot read line {line}.", advice: str = ""
) -> Fault:
    """A text that is no Python."""
    return Fault(text, "invalid", f"{feedback.format(line=line)} {advice}".rstrip(), line)


def loops(line: int, text: str) -> Fault:
    """A loop that goes on."""
    where = f"in the loop that begins on line {line}"
    look = "Look for what should end this loop and never does, or for far too many rounds."
    return Fault(text, "timeout", f"{STOPPED}, {where}. {look}", line)


def lasts(line: int, text: str) -> Fault:
    """A call that goes on."""
    look = "Look for a call that takes far too long, or for a function that calls itself too often."
    return Fault(text, "timeout", f"{STOPPED}, on line {line}. {look}", line)


def hides(text: str) -> Fault:
    """Something that goes on, and keeps to itself where."""
    look = "Look for a loop that never ends, or for work on far too many numbers at once."
    return Fault(text, "timeout", f"{STOPPED}. {look}")


def ends(text: str) -> Fault:
    """It takes its interpreter with it."""
    feedback = (
        "Your code ended the Python process it ran in. Remove the call that does so (os._exit, for "
        "example), or the lists nested thousands deep: a function hands back its result with "
        "return."
    )
    return Fault(text, "invalid", feedback)


def too_deep(text: str) -> Fault:
    """More than a browser's stack holds, though natively it is right."""
    feedback = (
        "Your code, or a value that it builds, is nested deeper than this browser has room for. "
        "That need not be a mistake: outside a browser Python may go so deep. Put a loop in the "
        "place of calls within calls. Where each of thousands of objects holds the one before, "
        "keep all of them in a list as well."
    )
    return Fault(text, "invalid", feedback)


def of(methods: str, result: str = "A()") -> str:
    """A text with a class A that has these methods, and a function that returns an expression."""
    return f"import numpy as np\n\n\nclass A:\n    {methods}\n\n\n{BODY}return {result}\n"
