"""The page's schedules beside those of py-fsrs, which is the same method from another hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler

from tests.record.modules import evaluate
from tools.common.paths import ROOT

LIBRARY = ROOT / "node_modules" / "ts-fsrs" / "dist" / "index.mjs"
START = datetime(2026, 11, 1, 8, tzinfo=UTC)
GRADES = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy}
REPLAY = f"(await import('{LIBRARY}').then((fsrs) => v.map((all) => schedule.replay(fsrs, all))))"


def stamp(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def a_month(seed: int) -> list[tuple[datetime, str]]:
    """Reviews in a month, several on some days, with any grade.

    Each is later in its day than the one before: ts-fsrs counts the midnights between two reviews,
    py-fsrs whole days, and so both count the same.
    """
    rng = np.random.default_rng(seed)
    days = np.cumsum(np.where(rng.random(12) < 0.4, 0, rng.integers(1, 6, 12)))
    times = [START + timedelta(int(day), minutes=11 * at) for at, day in enumerate(days)]
    return [(time, str(rng.choice([*GRADES]))) for time in times if time < START + timedelta(30)]


def by_py_fsrs(reviews: list[tuple[datetime, str]]) -> tuple[datetime, float]:
    scheduler, card = Scheduler(enable_fuzzing=False), Card(due=reviews[0][0])
    for time, grade in reviews:
        card, _ = scheduler.review_card(card, GRADES[grade], time)
    return card.due, card.stability or 0.0


def test_a_month_of_reviews_is_scheduled_as_by_py_fsrs() -> None:
    """The memory is the same; ts-fsrs has Good come a day after Hard at least, as Anki does."""
    months = [a_month(seed) for seed in range(40)]
    reviews = [[{"at": stamp(time), "grade": grade} for time, grade in month] for month in months]
    schedules: list[dict[str, Any]] = evaluate(REPLAY, *reviews)
    late = []
    for month, ours in zip(months, schedules, strict=True):
        due, stability = by_py_fsrs(month)
        assert ours["stability"] == pytest.approx(stability, rel=1e-6)
        late.append(datetime.fromisoformat(ours["due"]) - due)
    assert {gap for gap in late if gap >= timedelta(hours=1)} <= {timedelta(1)}
    assert min(late) >= timedelta(0)
    assert sum(gap < timedelta(minutes=1) for gap in late) > len(late) / 2


def test_good_three_times_then_forgotten() -> None:
    """The stabilities of G G G A that both libraries give."""
    steps = [(0, "good"), (10, "good"), (10 + 2 * 1440, "good"), (10 + 13 * 1440, "again")]
    reviews = [{"at": stamp(START + timedelta(minutes=at)), "grade": grade} for at, grade in steps]
    schedules = evaluate(REPLAY, *[reviews[:count] for count in range(1, 5)])
    stabilities = [ours["stability"] for ours in schedules]
    assert stabilities == pytest.approx([2.3065, 2.3065, 10.971, 1.539], abs=5e-4)
    assert [ours["days"] for ours in schedules] == [0, 2, 11, 0]


def test_a_pass_of_what_builds_on_it_postpones_and_raises_nothing() -> None:
    schedule = {"due": stamp(START + timedelta(5)), "last": stamp(START), "days": 5, "stability": 5}
    revived = "({ ...v[0], due: new Date(v[0].due), last: new Date(v[0].last) })"
    postponed = f"v[1].map((passes) => schedule.postpone({revived}, passes))"
    days = [[], [-1], [3], [1, 4]]
    passes = [[stamp(START + timedelta(day)) for day in some] for some in days]
    schedules = evaluate(postponed, schedule, passes)
    assert [ours["due"] for ours in schedules] == [
        stamp(START + timedelta(day)) for day in (5, 5, 8, 9)
    ]
    assert {ours["stability"] for ours in schedules} == {5}
