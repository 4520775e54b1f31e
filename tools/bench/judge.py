"""``judge``: what an opinion on a sentence costs, in time and in bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import mean

from playwright.sync_api import BrowserType, Page

from grader.exercise import ClassifyExercise
from tools.bench.gzip_host import BenchHost
from tools.bench.visits.chromium_visits import open_page, profile, until_ready
from tools.common.paths import ROOT
from tools.course.embeds import page_addresses
from tools.course.folder import load_course
from tools.judge.from_exercise import with_judge
from tools.results.bench import Quantity, Results, Run, entry_from_samples

SENTENCE = Quantity("An opinion on one sentence, Python in the browser", "ms", 50)
SIZE = Quantity("The judge of one exercise: its words and its fitted numbers", "kB", 1000)
NAMES = ("judge_sentence", "judge_size")
SUBMIT = """async ([id, submission]) => {
    const element = document.querySelector(`rl-exercise[data-id="${id}"]`);
    return (await element.submit(submission)).seconds;
}"""


def measure(
    engine: BrowserType, host: BenchHost, run: Run, on_progress: Callable[[str], None]
) -> Results:
    """All results of this benchmark, over the exercises that judge sentences."""
    course = load_course(ROOT)
    exercises = [
        exercise for exercise in map(with_judge, course.classify.values()) if exercise.model
    ]
    pages = page_addresses(ROOT)
    sizes = [
        len(json.dumps([exercise.lexicon, exercise.model]).encode()) / 1e3 for exercise in exercises
    ]
    samples = []
    for trial in range(run.trials):
        on_progress(f"trial {trial + 1} of {run.trials}")
        with profile(engine) as context:
            for exercise in exercises:
                with open_page(context, f"{host.url}{pages[exercise.id]}") as page:
                    until_ready(page)
                    samples.append(1000 * seconds_each(page, exercise))
    count = len(exercises)
    means = [mean(samples[at : at + count]) for at in range(0, len(samples), count)]
    entries = (
        entry_from_samples(SENTENCE, means, run),
        entry_from_samples(SIZE, [max(sizes)] * run.trials, run),
    )
    return dict(zip(NAMES, entries, strict=True))


def seconds_each(page: Page, exercise: ClassifyExercise) -> float:
    """What the model sentences of an exercise add to a check, for each of them."""

    def answers(sentences: bool) -> dict[str, dict[str, object]]:
        return {
            item.id: {
                "label": item.label,
                "evidence": list(item.deciding),
                "because": item.model if sentences else "",
            }
            for item in exercise.items
        }

    without, with_all = (
        float(page.evaluate(SUBMIT, [exercise.id, answers(sentences)]))
        for sentences in (False, True)
    )
    return (with_all - without) / len(exercise.items)
