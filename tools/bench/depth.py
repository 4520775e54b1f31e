"""``depth``: how deep calls and chains of objects may go in the page's Python, and outside it.

Each program is run by way of Run, once for each depth that is tried. What goes too deep for Python
is the learner's RecursionError; what goes too deep for the browser's own stack ends the
interpreter. Other engines are held to the same depths by ``tests/engines``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import BrowserType, Page

from tools.bench.browser_speed import RUN, for_races
from tools.bench.gzip_host import BenchHost
from tools.grading.worker import GraderProcess, grader_process
from tools.results.bench import Quantity, Results, Run, entry_from_samples

MOST = 100_000  # beyond which nobody asks how deep it goes
NEAR = 16  # a depth is known to one part in so many
SECONDS = 30.0
Passes = Callable[[str], bool]


class Kind(NamedTuple):
    """A program that goes to a depth.

    Attributes:
        source: with ``{n}`` for the depth.
        unit: of what there are so many.
        target: the depth that is wanted in a page.
    """

    title: str
    source: str
    unit: str
    target: int


KINDS = {
    "plain": Kind(
        "Deepest recursion",
        "def f(n):\n    return n and 1 + f(n - 1)\n\nf({n})\n",
        "calls",
        1000,
    ),
    "memoised": Kind(
        "Deepest memoised recursion",
        "import functools\n\n@functools.cache\ndef f(n):\n    return n and 1 + f(n - 1)\n\n"
        "f({n})\n",
        "calls",
        1000,
    ),
    "through_c": Kind(
        "Deepest recursion by way of max(key=…)",
        "def f(n):\n    return max([0, 1], key=lambda a: f(n - 1) if a and n else 0)\n\nf({n})\n",
        "calls",
        500,
    ),
    "chain": Kind(
        "Longest chain of objects that can be let go",
        "class Node:\n    def __init__(self, after):\n        self.after = after\n\n"
        "node = None\nfor _ in range({n}):\n    node = Node(node)\nnode = None\n",
        "objects",
        100_000,
    ),
}
PLACES = ("page", "native")
NAMES = tuple(f"depth_{kind}_{place}" for kind in KINDS for place in PLACES)


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark; nothing about them is left to chance, so each is one value."""
    entries: Results = {}
    with for_races(engine, host) as page, grader_process() as process:
        for name, kind in KINDS.items():
            on_progress(kind.title)
            depths = {
                "page": deepest(kind.source, lambda text: in_page(page, text)),
                "native": deepest(kind.source, lambda text: natively(process, text)),
            }
            for place, depth in depths.items():
                in_the_page = place == "page"
                where = "in the page" if in_the_page else "outside a browser"
                target = kind.target if in_the_page else None
                quantity = Quantity(f"{kind.title}, {where}", kind.unit, target, "at least")
                entries[f"depth_{name}_{place}"] = entry_from_samples(quantity, [depth], run)
    return entries


def deepest(source: str, passes: Passes) -> int:
    """The greatest depth, or nearly so, to which a program may go.

    Args:
        source: with ``{n}`` for the depth.
        passes: runs a program, and says whether it came to its end.

    Returns:
        ``MOST`` if there is no end before.
    """
    low, high = 0, 100
    while passes(source.format(n=high)):
        if high >= MOST:
            return MOST
        low, high = high, min(2 * high, MOST)
    while high - low > max(1, low // NEAR):
        middle = (low + high) // 2
        low, high = (middle, high) if passes(source.format(n=middle)) else (low, middle)
    return low


def in_page(page: Page, text: str) -> bool:
    """Whether a program comes to its end in the page's sandbox."""
    reply: Any = page.evaluate(RUN, text)
    return bool(reply) and not reply[1]


def natively(process: GraderProcess, text: str) -> bool:
    """Whether it does in a process like ours."""
    try:
        reply = process.ask({"do": "run", "submission": text, "scratch": ""}, SECONDS)
    except EOFError:
        return False
    return reply["run"]["error"] is None
