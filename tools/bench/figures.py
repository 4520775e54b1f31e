"""``figures``: how soon a touched control shows, what a figure weighs, how long all take."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from statistics import median

from playwright.sync_api import BrowserType, Page

from tools.bench.gzip_host import BenchHost
from tools.bench.visits.chromium_visits import open_page, profile
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.course.embeds import page_addresses
from tools.figures import bundles
from tools.figures.figure import FigureError, names
from tools.results.bench import Quantity, Results, Run, entry_from_samples

NAMES = ("figure_first", "figure_later", "figure_size", "figure_build")
LATER_MS = 50.0
MOST_KILOBYTES = 60.0
# The first control goes one position on, or from its end one back; drawn is when the state is told.
MOVE = """(name) => new Promise((resolve) => {
    const figure = document.querySelector(`wb-figure[data-name="${name}"]`);
    const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve(performance.now() - begin);
    });
    observer.observe(figure, { attributes: true, attributeFilter: ["data-state"] });
    const control = figure.querySelector("[data-control]");
    const slider = control.querySelector("[type=range]");
    const begin = performance.now();
    if (slider) {
        slider.valueAsNumber += slider.value === slider.max ? -1 : 1;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
        const steps = control.querySelectorAll("[data-move]:not([aria-disabled=true])");
        [...steps, ...control.querySelectorAll("input:not(:checked)")].at(-1).click();
    }
})"""
SHOW_ANYWAY = """(name) => {
    const figure = document.querySelector(`wb-figure[data-name="${name}"]`);
    figure.querySelector(".wb-choices .wb-quiet")?.click();
}"""


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark."""
    on_progress("all figures computed")
    begin = time.perf_counter()
    contents = compute_all()
    build = time.perf_counter() - begin
    stored = [name for name, content in contents.items() if not json.loads(content)["live"]]
    pages = page_addresses(ROOT, "figure")
    first, later = [], []
    for trial in range(run.trials):
        on_progress(f"trial {trial + 1} of {run.trials}")
        pairs = [moves(engine, f"{host.url}{pages[name]}", name) for name in stored]
        first.append(median(pair[0] for pair in pairs))
        later.append(median(pair[1] for pair in pairs))
    heaviest = max(map(bundles.kilobytes, contents.values()))
    build_title = f"All {len(contents)} figures computed and drawn, nothing kept"
    entries = (
        entry_from_samples(
            Quantity("A figure's first control touched until drawn", "ms"), first, run
        ),
        entry_from_samples(
            Quantity("A figure's control touched again until drawn", "ms", LATER_MS), later, run
        ),
        entry_from_samples(
            Quantity("The heaviest figure, compressed", "kB", MOST_KILOBYTES), [heaviest], run
        ),
        entry_from_samples(Quantity(build_title, "s"), [build], run),
    )
    return dict(zip(NAMES, entries, strict=True))


def compute_all() -> dict[str, bytes]:
    """The bundles of all figures, computed anew on all cores, and their first states drawn.

    Raises:
        SetupError: if one of them is broken.
    """
    figures = names(ROOT)
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        results = dict(
            zip(
                figures,
                pool.map(bundles.compute_bundle, [ROOT] * len(figures), figures),
                strict=True,
            )
        )
    contents = {}
    for name, result in results.items():
        if isinstance(result, FigureError):
            raise SetupError(f"the figure {name}: {result.message}")
        contents[name] = result
    bundles.draw(contents.values())
    return contents


def moves(engine: BrowserType, url: str, name: str) -> tuple[float, float]:
    """Milliseconds from a touch until the figure shows it: the first one, and the next one."""
    with profile(engine) as context, open_page(context, url) as page:
        until_shown(page, name)
        first, later = (float(page.evaluate(MOVE, name)) for _ in range(2))
    return first, later


def until_shown(page: Page, name: str) -> None:
    """Wait until a figure has its controls; its question is passed over."""
    page.wait_for_load_state("load")
    page.locator(f'wb-figure[data-name="{name}"] .wb-controls:not([hidden])').wait_for(
        state="attached"
    )
    page.evaluate(SHOW_ANYWAY, name)
