"""``build``: how long the site of a large course takes to build, beside two others.

All render the same prompts on as many pages, in turn and in the same run: ours, plain Material, and
pyodide-mkdocs-theme with the same exercises. Grading stored submissions is part of neither other,
and what they leave behind is kept from one build to the next; so the first build of all is measured
apart.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec
from playwright.sync_api import BrowserType

from tools.bench.environment import Environment
from tools.bench.gzip_host import BenchHost
from tools.common.paths import ROOT, WORK
from tools.common.process import SetupError
from tools.results.bench import Quantity, Results, Run, entry_from_samples
from tools.site import build
from tools.synth import command, plain_material, pyodide_theme

SIZES = (50, 200, 1000)
MOST_TRIALS = 3  # each takes about a minute
FOLDER = WORK / "bench"
PLAIN = "the same prompts in plain Material"
THEME = "the same exercises in pyodide-mkdocs-theme"
# It wants an older click than ours; what renders a page is the same in both.
SHARED = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions")
THEMES = Environment(
    "pyodide-theme",
    "pyodide-mkdocs-theme, to compare builds with",
    ("pyodide-mkdocs-theme==5.7.0", *(f"{name}=={version(name)}" for name in SHARED)),
)
RATIO, AHEAD, GROWTH = 1.6, 1.0, 1.25
NAMES = (
    *(f"build_{size}" for size in SIZES),
    *(f"build_theme_{size}" for size in SIZES),
    *("build_growth", "build_first", "build_memory"),
)
# A small process between the benchmark and what it measures: a program is charged with the memory
# of whoever starts it, and the benchmark has the whole site in its own.
WATCH = """
import os, sys, time
begin = time.monotonic()
pid = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
status, usage = os.wait4(pid, 0)[1:]
print(time.monotonic() - begin, usage.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""
Samples = dict[str, list[float]]


class Cost(NamedTuple):
    """What a program took: seconds, and MB that it or one of its children had at most."""

    seconds: float
    megabytes: float


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark; browser and host are for others.

    Raises:
        SetupError: if the other theme cannot be installed, or a site cannot be built.
    """
    base = theme_configuration()
    versions = {**run.versions, **dict(pin.split("==") for pin in THEMES.packages[:1])}
    run = msgspec.structs.replace(run, versions=versions)
    trials = min(run.trials, MOST_TRIALS)
    samples: Samples = defaultdict(list)
    for size in SIZES:
        on_progress(f"{size} exercises, for the first time")
        command.write(FOLDER / str(size), size)
        plain_material.write(FOLDER / str(size), FOLDER / f"{size}-plain")
        pyodide_theme.write(FOLDER / str(size), FOLDER / f"{size}-theme", base)
        samples[f"first_{size}"].append(build_ours(size).seconds)
    for trial in range(trials):
        for size in SIZES:
            on_progress(f"trial {trial + 1} of {trials}, {size} exercises")
            for name, build_site in list(BUILDS.items())[:: 1 if trial % 2 else -1]:
                cost = build_site(size)
                samples[f"{name}_{size}"].append(cost.seconds)
                samples[f"{name}_{size}_memory"].append(cost.megabytes)
    return entries(samples, run)


def entries(samples: Samples, run: Run) -> Results:
    """The results from all that was measured."""
    small, middle, large = SIZES
    entries_by_name = {
        f"build_{size}": entry_from_samples(
            Quantity(f"Site of {size:,} exercises built", "s", RATIO if size == large else None),
            samples[f"ours_{size}"],
            run,
            (PLAIN, samples[f"plain_{size}"]),
        )
        for size in SIZES
    }
    for size in SIZES:
        goal = AHEAD if size == large else None
        entries_by_name[f"build_theme_{size}"] = entry_from_samples(
            Quantity(f"Site of {size:,} exercises built, beside another theme", "s", goal),
            samples[f"ours_{size}"],
            run,
            (THEME, samples[f"theme_{size}"]),
        )
    title = f"Time for one more exercise, between {middle:,} and {large:,}"
    entries_by_name["build_growth"] = entry_from_samples(
        Quantity(title, "ms", GROWTH),
        each_more(samples, middle, large),
        run,
        (f"between {small:,} and {middle:,}", each_more(samples, small, middle)),
    )
    entries_by_name["build_first"] = entry_from_samples(
        Quantity(f"Site of {large:,} exercises, when stored submissions are run as well", "s"),
        samples[f"first_{large}"],
        run,
    )
    entries_by_name["build_memory"] = entry_from_samples(
        Quantity(f"Memory at most, site of {large:,} exercises", "MB"),
        samples[f"ours_{large}_memory"],
        run,
        (PLAIN, samples[f"plain_{large}_memory"]),
    )
    return entries_by_name


def each_more(samples: Samples, fewer: int, more: int) -> list[float]:
    """Milliseconds that an exercise adds, in each trial."""
    pairs = zip(samples[f"ours_{fewer}"], samples[f"ours_{more}"], strict=True)
    return [(second - first) / (more - fewer) * 1000 for first, second in pairs]


def build_ours(size: int) -> Cost:
    """Build the course's site as ``make build`` does."""
    return cost("-m", "tools.site.build", "--quiet", "--course", FOLDER / str(size))


def build_plain(size: int) -> Cost:
    """Build the plain site."""
    return cost(*MKDOCS, FOLDER / f"{size}-plain" / "mkdocs.yml")


def build_theme(size: int) -> Cost:
    """Build the other theme's site."""
    return cost(*MKDOCS, FOLDER / f"{size}-theme" / "mkdocs.yml", python=theme_python())


def theme_python() -> Path:
    """The Python that has the other theme; the environment is of our own Python."""
    return THEMES.ensure(lambda: sys.executable)


def theme_configuration() -> str:
    """The file that the other theme gives whoever begins a site with it.

    Raises:
        SetupError: if the theme cannot be installed, or does not start.
    """
    words = [str(theme_python()), "-m", "pyodide_mkdocs_theme", "--yml", "--lang", "en"]
    process = subprocess.run(words, capture_output=True, text=True, check=False)
    if process.returncode:
        raise SetupError(f"{THEMES.packages[0]} does not start:\n{process.stderr}")
    return process.stdout


MKDOCS = ("-m", "mkdocs", "build", "--quiet", "--strict", "-f")
BUILDS = {"ours": build_ours, "plain": build_plain, "theme": build_theme}


def cost(
    *arguments: str | Path,
    folder: Path = ROOT,
    quiet: bool = False,
    python: str | Path = sys.executable,
) -> Cost:
    """Run Python, and measure it.

    Args:
        folder: where it runs.
        quiet: whether what it prints is dropped.
        python: the program.

    Raises:
        SetupError: if it fails.
    """
    words = list(map(str, [python, *arguments]))
    watched = [sys.executable, "-S", "-c", WATCH, *words]
    process = subprocess.run(
        watched,
        cwd=folder,
        env={**os.environ, **build.ENV},
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.PIPE,
        check=False,
    )
    *printed, last = process.stderr.decode().splitlines()
    if process.returncode:
        sys.stderr.writelines(f"{line}\n" for line in printed)
        raise SetupError(f"{' '.join(words[1:])} has failed: see above")
    seconds, most = map(float, last.split())
    bytes_of_unit = 1 if sys.platform == "darwin" else 1024
    return Cost(seconds, most * bytes_of_unit / 1e6)
