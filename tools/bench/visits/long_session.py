"""``session``: hundreds of Checks in one tab, with Stops and other pages in between.

Both its targets compare the end with the beginning: neither memory nor waiting may grow. Every
Check is of one solution of one exercise, so that they can be compared; the pages that are visited
between are those of all others in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from statistics import median
from typing import NamedTuple

from playwright.sync_api import BrowserType, Page

from tools.bench.gzip_host import BenchHost
from tools.bench.visits.after_start import CHECK, ENDLESS, FOLLOW, STOP, Plan, plan, time_script
from tools.bench.visits.browser_processes import StartedSince
from tools.bench.visits.chromium_visits import READY, open_page, profile, ready_at
from tools.results.bench import Quantity, Results, Run, entry_from_samples

FIRST = 10  # Checks that all later ones are compared with, and after which memory is
LAST = 5  # rounds, whose memory counts in the end: how much of it is waste changes all the time
MOST_GROWTH = 1.3


class Length(NamedTuple):
    """How long a session is: the first ten Checks, then so many rounds.

    Attributes:
        stops: in a round, before all else.
        moves: to another page and back is two.
        checks: in a round, at its end.
    """

    rounds: int
    stops: int
    moves: int
    checks: int


WHOLE = Length(rounds=25, stops=2, moves=2, checks=12)


class Course(NamedTuple):
    """What came of it.

    Attributes:
        checks: seconds of each Check, in order.
        worked: seconds for which the processor worked for the browser meanwhile.
        memory: MB after the first ten Checks, and after each round.
        stops: seconds from each Stop until Python was ready again.
        moves: seconds from page to page.
    """

    checks: list[float]
    worked: list[float]
    memory: list[float]
    stops: list[float]
    moves: list[float]


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark: of one session, for it takes minutes."""
    return entries(hold(engine, host.url, plan(), WHOLE, on_progress), run)


def hold(
    engine: BrowserType,
    url: str,
    plan: Plan,
    length: Length,
    on_progress: Callable[[str], None],
) -> Course:
    """Hold a session."""
    course = Course([], [], [], [], [])
    (exercise, home), *others = plan
    away = cycle([path for _, path in others if path != home])
    started = StartedSince()
    with (
        profile(engine, READY) as context,
        open_page(context, f"{url}{home}") as page,
    ):
        ready_at(page)
        solution, endless = [exercise.id, exercise.solution], [exercise.id, ENDLESS]

        def check(times: int) -> None:
            for _ in range(times):
                before = started.worked()
                course.checks.append(time_script(page, CHECK, solution))
                course.worked.append(started.worked() - before)
            course.memory.append(started.megabytes())

        check(FIRST)
        for number in range(length.rounds):
            on_progress(f"round {number + 1} of {length.rounds}")
            for _ in range(length.stops):
                course.stops.append(time_script(page, STOP, [*endless, exercise.solution]))
            for path in [next(away), home] * (length.moves // 2):
                course.moves.append(follow(page, f"{url}{path}"))
            check(length.checks)
    return course


def follow(page: Page, address: str) -> float:
    """Seconds until an exercise of the next page could be graded."""
    return float(page.evaluate(FOLLOW, address)) / 1000


def entries(course: Course, run: Run) -> Results:
    """The results of a session."""
    checks, stops, moves = len(course.checks), len(course.stops), len(course.moves)
    session = f"{checks} Checks, {stops} Stops and {moves} moves from page to page"
    title = "the first ten, median"
    first = (title, course.checks[:FIRST])
    return {
        "session_memory": entry_from_samples(
            Quantity(f"Memory of the browser after {session}", "MB", MOST_GROWTH),
            [median(course.memory[-LAST:])],
            run,
            ("after the tenth Check", course.memory[:1]),
        ),
        "session_check": entry_from_samples(
            Quantity("The slowest ten Checks in a row among them, median", "s", MOST_GROWTH),
            [slowest_in_a_row(course.checks)],
            run,
            first,
        ),
        "session_work": entry_from_samples(
            Quantity("The same, processor time of the browser", "s", MOST_GROWTH),
            [slowest_in_a_row(course.worked)],
            run,
            (title, course.worked[:FIRST]),
        ),
        "session_slowest": entry_from_samples(
            Quantity("The slowest single Check among them", "s"),
            [max(course.checks)],
            run,
            first,
        ),
    }


NAMES = ("session_memory", "session_check", "session_work", "session_slowest")


def slowest_in_a_row(checks: list[float]) -> float:
    """The greatest median of ten Checks in a row: one that waited for a clean-up is no trend."""
    starts = range(len(checks) - FIRST + 1)
    return max(median(checks[start : start + FIRST]) for start in starts)
