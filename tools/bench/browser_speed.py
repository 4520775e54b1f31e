"""How fast our side of a race is in the site's own Python, and outside a browser in the same run.

The page runs it as a learner's code: in the sandbox, by way of Run. What the wheel for pages leaves
out, the program brings along, so that both places run the same source.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page, Route

from tools.bench.gzip_host import BenchHost
from tools.bench.visits import after_start
from tools.bench.visits.chromium_visits import open_page, profile, until_ready
from tools.common.paths import ROOT
from tools.common.process import ONE_THREAD, SetupError
from tools.common.sources import file_of

SECONDS = 0.5
PATIENCE = 60  # seconds: a busy machine is no reason to stop
PROGRAM = """
import sys
import time
import types

for name, text in {modules!r}:
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name, "exec"), vars(module))
steps = sys.modules[name].RACE.ours()
steps(1)
count, begin = 0, time.perf_counter()
while time.perf_counter() - begin < {seconds}:
    steps(1)
    count += 1
print(count / (time.perf_counter() - begin))
"""
RUN = """async (submission) => {
    const element = document.querySelector("rl-exercise");
    let found = null;
    await element.run({ do: "run", submission, scratch: "" }, (run) => {
        found = run;
        return document.createTextNode(run.stdout);
    });
    return found && [found.stdout, found.error?.message ?? ""];
}"""


def measure(page: Page, module: str, trials: int) -> tuple[list[float], list[float]]:
    """Steps per second in the browser and outside it, in each trial; the two alternate.

    Args:
        page: one for races.
        module: of a race.
    """
    text = program(module)
    inside, outside = [], []
    in_page(page, text)
    for _ in range(trials):
        outside.append(natively(text))
        inside.append(in_page(page, text))
    return inside, outside


@contextmanager
def for_races(engine: BrowserType, host: BenchHost) -> Iterator[Page]:
    """A page in whose first exercise races can be run."""
    exercise, path = after_start.plan()[0]
    with profile(engine) as context, patient(context, exercise.id, f"{host.url}{path}") as page:
        page.evaluate(RUN, "print(1)")  # what still starts, or arrives, is not measured
        yield page


@contextmanager
def patient(context: BrowserContext, exercise: str, url: str) -> Iterator[Page]:
    """A page whose exercise leaves code more time than its author meant to, and is ready."""

    def with_patience(route: Route) -> None:
        answer = route.fetch()
        bundle = answer.json()
        bundle["exercise"]["seconds"] = PATIENCE
        route.fulfill(response=answer, json=bundle)

    context.route(f"**/{exercise}.json*", with_patience)
    with open_page(context, url) as page:
        until_ready(page)
        yield page


def program(module: str) -> str:
    """The source that measures our side of a race, with the modules that no page has."""
    names = [module.rpartition(".")[0], module]
    places = [(name, file_of(name)) for name in names]
    modules = [(name, path.read_text("utf-8")) for name, path in places if path]
    return PROGRAM.format(modules=modules, seconds=SECONDS)


def natively(text: str) -> float:
    """Steps per second in a process like ours."""
    process = subprocess.run(
        [sys.executable, "-c", text],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        raise SetupError(f"the race does not run on its own: {process.stderr.splitlines()[-1]}")
    return float(process.stdout)


def in_page(page: Page, text: str) -> float:
    """Steps per second in the page's sandbox.

    Raises:
        SetupError: if it does not run there.
    """
    reply: Any = page.evaluate(RUN, text)
    if not reply or reply[1]:
        raise SetupError(f"the race does not run in the browser: {reply and reply[1]}")
    return float(reply[0])
