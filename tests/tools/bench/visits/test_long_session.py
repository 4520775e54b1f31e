"""What a long session is judged by; ``tests/browser/hosts/test_bench.py`` holds a short one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools.bench.visits import long_session
from tools.bench.visits.browser_processes import StartedSince
from tools.bench.visits.long_session import Course, slowest_in_a_row
from tools.results.bench import Run

RUN = Run("2026-01-01", "make bench", 1, "a machine", {})
# after the tenth Check, and after each round
MEMORY = [400.0, 900.0, 420.0, 480.0, 480.0, 500.0, 900.0]
STEADY = [0.1, 0.3, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1]


def test_one_slow_check_is_no_trend_and_ten_are() -> None:
    assert slowest_in_a_row([*STEADY, 9.0, *STEADY]) == 0.1
    assert slowest_in_a_row([*STEADY, *[0.2] * 10, *STEADY]) == 0.2


def test_the_end_is_compared_with_the_beginning() -> None:
    course = Course([*STEADY, *[0.2] * 10, 5.0], [0.05] * 21, MEMORY, [1.0] * 2, [0.1])
    entries = long_session.entries(course, RUN)
    assert tuple(entries) == long_session.NAMES
    memory, check, work, slowest = entries.values()
    assert (memory.value, memory.baseline, memory.ratio, memory.met) == (480, 400, 1.2, True)
    assert (work.value, work.baseline, work.met) == (0.05, 0.05, True)
    assert (
        memory.title
        == "Memory of the browser after 21 Checks, 2 Stops and 1 moves from page to page"
    )
    assert (check.value, check.baseline, check.met) == (0.2, 0.1, False)
    assert (slowest.value, slowest.met) == (5.0, None)
    assert all(len(entry.samples) == 1 for entry in entries.values())


def test_the_whole_session_is_as_long_as_promised() -> None:
    rounds, stops, moves, checks = long_session.WHOLE
    assert long_session.FIRST + rounds * checks >= 300
    assert rounds * stops == rounds * moves == 50


HOLD = "data = bytearray(b'x' * 60_000_000); print('ready', flush=True); input()"


def held() -> subprocess.Popen[str]:
    """A process with 60 MB."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


def test_figures_are_of_what_was_started_meanwhile() -> None:
    with held() as older:
        started = StartedSince()
        assert (started.megabytes(), started.worked()) == (0, 0)
        with held() as newer:
            assert started.megabytes() == pytest.approx(70, abs=25)
            assert 0 < started.worked() < 10
            newer.communicate("")
        assert (started.megabytes(), started.worked()) == (0, 0)
        older.communicate("")
