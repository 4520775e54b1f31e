"""The timeline keeps medians of both visits, and a page shows all of them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tools.bench.visits.stages import MARKED, PAGE, PYTHON, Profile, Stage
from tools.bench.visits.timeline import timeline_from_profiles
from tools.results import timeline as timelines
from tools.results import timeline_table
from tools.results.bench import Run
from tools.results.timeline import Span

RUN = Run("2026-01-01", "make bench", 2, "a machine", {"Chromium": "1"}, 0.4)
COPY, LAYOUT = Stage("The memory copied", PYTHON), Stage("The page laid out", PAGE)
TIMELINE = timeline_from_profiles(
    {
        "first": [
            Profile(1000.0, {COPY: Span(800, 40, 30), LAYOUT: Span(100, 0.5)}, {PAGE: 300}),
            Profile(2000.0, {COPY: Span(900, 60)}, {PAGE: 500, PYTHON: 20}),
        ],
        "second": [Profile(700.0, {COPY: Span(500, 30, 20)}, {PAGE: 200})] * 2,
    },
    RUN,
)


def test_medians_are_of_the_openings_that_had_a_stage() -> None:
    assert TIMELINE.ready == {"first": 1500, "second": 700}
    layout, copy = TIMELINE.rows
    assert (layout.what, layout.where, layout.spans) == (*LAYOUT, {"first": Span(100, 0.5)})
    assert copy.spans == {"first": Span(850, 50, 30), "second": Span(500, 30, 20)}
    assert TIMELINE.processor[PAGE] == {"first": 400, "second": 200}
    assert TIMELINE.processor[PYTHON] == {"first": 10, "second": 0}


def test_it_is_kept_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "timeline.json"
    timelines.write(TIMELINE, file)
    assert timelines.parse(file.read_bytes()) == TIMELINE
    file.write_text(file.read_text().replace('"takes"', '"lasts"', 1))
    with pytest.raises(msgspec.ValidationError):
        timelines.parse(file.read_bytes())


def test_the_tables_say_how_long_from_when_and_where() -> None:
    text = timeline_table.plain(TIMELINE).replace("\u00a0", " ")
    assert "The memory copied, Python's worker" in text
    assert "50 ms, from 850 ms, processor 30 ms" in text
    page = timeline_table.markdown(msgspec.json.encode(TIMELINE)).replace("\u00a0", " ")
    assert "<span>30 ms<br><small>from 500 ms, processor 20 ms</small></span>" in page
    told = "Measured on 2026-01-01 with `make bench`: medians of 2; a machine, Chromium 1"
    assert f"{told}; load before it 0.4." in page


def test_the_kept_timeline_has_every_marked_stage_on_both_visits() -> None:
    kept = timelines.parse(timelines.FILE.read_bytes())
    both = {row.what for row in kept.rows if len(row.spans) == 2}
    assert set(MARKED.values()) <= both
    for row in kept.rows:
        for visit, span in row.spans.items():
            assert 0 <= span.begin <= span.begin + span.takes <= kept.ready[visit] + 1, row.what
