"""``races``: training steps of ours and the same in PyTorch, side by side, one thread each.

Which races there are, the packages say: each module of ``PACKAGE.races`` holds one, and that
package's docstring tells how. All sides of a race run in turn, each in a process of its own, once
their results were found to be equal. Races marked for the browser also run in the site's Python.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec
import numpy as np
from playwright.sync_api import BrowserType

from tools.bench import browser_speed
from tools.bench.gzip_host import BenchHost
from tools.bench.racing import torch_environment
from tools.bench.racing.process import Side
from tools.common.paths import PACKAGES, ROOT
from tools.common.process import SetupError
from tools.results.bench import Quantity, Results, Run, entry_from_samples
from tools.results.bench_table import PER_SECOND

PACKAGE, OTHERS = "races", "_torch"
SLICE = 0.5  # seconds that a side runs at a time
OnProgress = Callable[[str], None]


class Race(Protocol):
    """What a module of the package holds under this name."""

    title: str
    inputs: Callable[[], dict[str, Any]]
    tolerance: float
    browser: bool


class Entrant(NamedTuple):
    """A race with its place.

    Attributes:
        module: that holds our side.
        others: the file of the other sides.
    """

    name: str
    module: str
    others: Path
    race: Race


def measure(engine: BrowserType, host: BenchHost, run: Run, on_progress: OnProgress) -> Results:
    """All results of this benchmark.

    Raises:
        SetupError: if a race cannot be held, or its sides do not do the same.
    """
    entries: Results = {}
    versions = {**run.versions, "NumPy": np.__version__, "PyTorch": torch_environment.VERSION}
    run = msgspec.structs.replace(run, versions=versions)
    for racer in entrants():
        entries |= hold_race(racer, torch_environment.ensure(), run, on_progress)
        if racer.race.browser:
            on_progress(f"{racer.name}, in the browser")
            with browser_speed.for_races(engine, host) as page:
                browser, native = browser_speed.measure(page, racer.module, run.trials)
            title = f"{racer.race.title.partition(': ')[0]}, Python in the browser"
            compared = ("the same, outside it", native)
            entries[f"share_{racer.name}"] = entry_from_samples(
                Quantity(title, PER_SECOND), browser, run, compared
            )
    return entries


def entrants() -> list[Entrant]:
    """The races of the packages."""
    folders = [spec for spec in (find_spec(f"{name}.{PACKAGE}") for name in PACKAGES) if spec]
    entries = []
    for folder in folders:
        for module in pkgutil.iter_modules(folder.submodule_search_locations):
            if not module.name.endswith(OTHERS) and not module.name.startswith("_"):
                entries.append(entrant(f"{folder.name}.{module.name}"))
    return entries


def entrant(module: str) -> Entrant:
    """The race of a module."""
    path = ROOT.joinpath(*module.split("."))
    others = path.with_name(f"{path.name}{OTHERS}.py")
    return Entrant(path.name, module, others, importlib.import_module(module).RACE)


def hold_race(racer: Entrant, python: Path, run: Run, on_progress: OnProgress) -> Results:
    """Hold one race.

    Args:
        python: that has what the other sides need.
    """
    with ExitStack() as stack:

        def side(of: Path, where: str, name: str) -> Side:
            return stack.enter_context(Side(of, where, name))

        ours = side(Path(sys.executable), racer.module, "")
        targets = side(python, str(racer.others), "").ask(do="sides")
        theirs = {name: side(python, str(racer.others), name) for name in targets}
        on_progress(f"{racer.name}, whether all sides do the same")
        require_equal(racer, ours, theirs)
        samples = speeds(
            [ours, *theirs.values()], run.trials, lambda what: on_progress(f"{racer.name}, {what}")
        )
    return {
        f"race_{racer.name}_{number}": entry_from_samples(
            Quantity(racer.race.title, PER_SECOND, targets[name], "at least"),
            samples[0],
            run,
            (name, samples[number]),
        )
        for number, name in enumerate(theirs, 1)
    }


def require_equal(racer: Entrant, ours: Side, theirs: Mapping[str, Side]) -> None:
    """Make sure that all sides do the same.

    Raises:
        SetupError: that names the first number that differs.
    """
    inputs = racer.race.inputs()
    expected = np.array(ours.ask(do="check", inputs=inputs))
    for name, side in theirs.items():
        numbers = np.array(side.ask(do="check", inputs=inputs))
        if not numbers.size or numbers.shape != expected.shape:
            counts = f"gives {numbers.size} numbers, and ours {expected.size}"
            raise SetupError(f"{racer.name}: {name} {counts}; both checks must give the same")
        apart = np.abs(numbers - expected) / np.maximum(np.abs(expected), 1)
        worst = int(np.argmax(np.where(np.isnan(apart), np.inf, apart)))
        if not apart[worst] <= racer.race.tolerance:
            differing = f"number {worst} is {numbers[worst]}, and ours is {expected[worst]}"
            raise SetupError(f"{racer.name}: {name} does something else: {differing}")


def speeds(sides: Sequence[Side], trials: int, on_progress: OnProgress) -> list[list[float]]:
    """Steps per second of each side in each trial; every second trial goes the other way round."""
    counts = [count_steps(side) for side in sides]
    samples: list[list[float]] = [[] for _ in sides]
    for trial in range(trials):
        on_progress(f"trial {trial + 1} of {trials}")
        for at in list(range(len(sides)))[:: -1 if trial % 2 else 1]:
            samples[at].append(counts[at] / sides[at].ask(do="steps", count=counts[at]))
    return samples


def count_steps(side: Side) -> int:
    """How many steps a side does in its slice; it is warm afterwards."""
    count = 1
    while (seconds := side.ask(do="steps", count=count)) < SLICE / 3:
        count *= 2
    return max(1, int(count * SLICE / seconds))
