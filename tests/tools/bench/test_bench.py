"""What is kept of benchmarks, how it is entry_from_samples, and how a page shows it."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from markdown import Markdown

from tools.bench import author, build_time, depth, judge, regrade, sizes
from tools.bench.command import parse
from tools.bench.gzip_host import BenchHost
from tools.bench.racing import races
from tools.bench.visits import long_session, startup
from tools.bench.visits.chromium_visits import BYTES_PER_SECOND, check_slowness, opening_from
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.grading.worker import grader_process
from tools.results import bench as results
from tools.results import bench_table as table
from tools.results.bench import Quantity, Run, entry_from_samples, is_met

RUN = Run("2026-01-01", "make bench", 3, "a machine", {"Chromium": "1"})
SECONDS = Quantity("From here to there", "s", 0.5)


def test_kept_results_are_complete_and_agree_with_themselves() -> None:
    kept = results.read()
    held = races.entrants()
    steps = {f"race_{entrant.name}_1" for entrant in held}
    steps |= {f"share_{entrant.name}" for entrant in held if entrant.race.browser}
    assert {
        *startup.RESULTS,
        *long_session.NAMES,
        *sizes.NAMES,
        *judge.NAMES,
        *build_time.NAMES,
        *depth.NAMES,
        *regrade.NAMES,
        *steps,
    } <= set(kept)
    for name, entry in kept.items():
        assert entry.value == pytest.approx(median(entry.samples), abs=1e-3), name
        assert len(entry.samples) == entry.run.trials, name
        if entry.baseline is not None:
            assert entry.ratio == pytest.approx(entry.value / entry.baseline, abs=1e-4), name
        assert entry.met is is_met(entry.judged, entry.target, entry.bound), name


def test_authors_wait_is_taken_apart_by_submission_and_by_mutant() -> None:
    stored, mutants = [20, 40, 80, 50], [100, 90, 300, 10]
    cold = [1 + 0.2 * one + 0.01 * other for one, other in zip(stored, mutants, strict=True)]
    waits = author.Waits(cold, [1.0, 2.0, 3.0, 2.0], [0.5, 0.5, 0.5, 0.5], stored, mutants)
    entries = author.entries(waits, 10.0, msgspec.structs.replace(RUN, trials=4))

    assert tuple(entries) == author.NAMES
    warm, together = entries["author_warm"], entries["author_all"]
    assert (warm.value, warm.ratio, warm.target, warm.met) == (2.0, 4.0, 6, True)
    assert (together.value, together.met) == (10.0, False)
    assert table.cells(together)[4] == "≤ 4.29 s".replace(" ", "\u00a0")
    assert entries["author_submission"].value == pytest.approx(200)
    assert (entries["author_submission"].ratio, entries["author_submission"].met) == (0.4, True)
    assert entries["author_mutant"].value == pytest.approx(10)

    few = author.Waits([8.0], [1.0], [0.5], [20], [100])
    once = msgspec.structs.replace(RUN, trials=1)
    assert tuple(author.entries(few, 8.0, once)) == author.NAMES[:3]


def test_authors_exercises_are_spread_over_all_sizes() -> None:
    code: dict[str, Any] = {
        f"a/{name}": SimpleNamespace(id=f"a/{name}", stored=[None] * name) for name in range(9)
    }

    assert [exercise.id for exercise in author.spread(code, 3)] == ["a/0", "a/4", "a/8"]
    assert len(author.spread(code, 90)) == 9
    assert [exercise.id for exercise in author.spread(code, 1)] == ["a/0"]


@pytest.mark.parametrize("end", [0, 1, 99, 100, 225, 937, 54_321, depth.MOST, 2 * depth.MOST])
def test_the_deepest_is_found_or_nearly_so(end: int) -> None:
    deepest = depth.deepest("{n}", lambda text: int(text) <= end)

    assert deepest <= min(end, depth.MOST) <= deepest + max(1, deepest // depth.NEAR)


def test_a_program_goes_as_deep_natively_as_python_lets_it() -> None:
    kind = depth.KINDS["memoised"]
    with grader_process() as process:
        assert depth.natively(process, kind.source.format(n=900))
        assert not depth.natively(process, kind.source.format(n=depth.MOST))


def test_the_page_shows_what_is_kept() -> None:
    source = (ROOT / "docs" / "performance.md").read_text("utf-8")
    html = unescape(
        Markdown(extensions=["tables", "md_in_html", "tools.site.markdown_extension"]).convert(
            source
        )
    )
    for entry in results.read().values():
        name = entry.title.partition(": ")[0] if entry.unit == table.PER_SECOND else entry.title
        row = table.page_row([name], entry)
        assert all(cell == [] or (cell[0] and f"<span>{cell[0]}" in html) for cell in row)
        assert entry.run.date in html


def test_the_line_within_fenced_code_stays_and_an_unknown_table_is_refused() -> None:
    markdown = Markdown(extensions=["fenced_code", "tools.site.markdown_extension"])
    assert "::: table bench" in markdown.convert("```\n::: table bench\n```")
    with pytest.raises(LookupError, match="no table 'benches' for a page; there are: bench"):
        markdown.convert("::: table benches")


def test_the_median_counts_and_is_compared_with_the_baselines() -> None:
    entry = entry_from_samples(SECONDS, [1.0, 9.0, 2.0], RUN, ("bare", [4.0, 5.0, 4.0]))
    assert (entry.value, entry.baseline, entry.ratio, entry.met) == (2.0, 4.0, 0.5, True)
    alone = entry_from_samples(SECONDS, [0.6], RUN)
    assert (alone.baseline, alone.ratio, alone.met) == (None, None, False)


@pytest.mark.parametrize(
    ("found", "target", "bound", "met"),
    [(1, 1, "at most", True), (1.1, 1, "at most", False), (1.1, 1, "at least", True)],
)
def test_a_target_has_a_good_side(found: float, target: float, bound: str, met: bool) -> None:
    assert is_met(found, target, bound) is met
    assert is_met(found, None, bound) is None


def test_a_run_keeps_what_others_have_measured(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    results.write(
        {
            "old": entry_from_samples(SECONDS, [1], RUN),
            "both": entry_from_samples(SECONDS, [1], RUN),
        },
        file,
    )
    results.write(
        {
            "both": entry_from_samples(SECONDS, [2], RUN),
            "new": entry_from_samples(SECONDS, [3], RUN),
        },
        file,
    )
    assert [(name, entry.value) for name, entry in results.read(file).items()] == [
        ("old", 1),
        ("both", 2),
        ("new", 3),
    ]
    file.write_text(file.read_text().replace('"unit"', '"units"', 1))
    with pytest.raises(msgspec.ValidationError):
        results.read(file)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0123, "0.012 s"), (3.081, "3.08 s"), (10.66, "10.7 s"), (429.7, "430 s")],
)
def test_amounts_have_three_digits(value: float, shown: str) -> None:
    assert table.amount(value, "s") == shown.replace(" ", "\u00a0")


def test_a_file_that_came_too_fast_for_the_line_is_noticed() -> None:
    size = 2 * BYTES_PER_SECOND
    check_slowness([[2.0, size], [0.0, 100]])
    for files in ([[1.0, size]], [[0.0, 100]]):
        with pytest.raises(SetupError, match="the slow line was not slow"):
            check_slowness(files)


def test_only_what_happens_until_the_page_is_ready_is_counted() -> None:
    tasks = [[450, 100], [700, 60], [2000, 300]]
    opening = opening_from(1000, {"tasks": tasks, "gaps": []}, [])
    assert (opening.seconds, opening.task, opening.gap) == (1.0, 100, 0)


def test_the_command_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(["sizes", "--trials", "2"]).names == ["sizes"]
    assert parse(["startup", "--trace"]).trace
    wrong = (["--trace"], ["sizes", "--trace"], ["startup", "sizes", "--trace"])
    for arguments in (*wrong, ["--trials", "0"], ["no-such"]):
        with pytest.raises(SystemExit):
            parse(arguments)
    assert "no benchmark 'no-such'" in capsys.readouterr().err


@pytest.fixture
def host() -> Iterator[BenchHost]:
    """A host with a page, a file that cannot be compressed, and a site map."""
    files = {
        "index.html": b"<h1>Title</h1>" * 100,
        "noise.bin": bytes(range(256)),
        "sitemap.xml": b"<loc>http://elsewhere/</loc><loc>http://elsewhere/page/</loc>",
    }
    started = BenchHost(files)
    yield started
    started.close()


def ask(host: BenchHost, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One answer: status, headers, body."""
    connection = http.client.HTTPConnection("127.0.0.1", host.server_port)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_the_host_compresses_what_shrinks_and_counts_what_it_sends(host: BenchHost) -> None:
    status, headers, body = ask(host, "/")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == b"<h1>Title</h1>" * 100
    assert host.total() == len(body)
    assert ask(host, "/noise.bin")[1]["Content-Encoding"] is None
    assert host.total("noise") == 256
    assert ask(host, "/none")[0] == 404
    host.forget()
    assert ask(host, "/", **{"If-None-Match": headers["ETag"]})[0] == 304
    assert host.total() == 0


def test_the_site_map_names_the_host(host: BenchHost) -> None:
    body = ask(host, "/sitemap.xml")[2]
    text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    assert text.decode() == f"<loc>{host.url}</loc><loc>{host.url}page/</loc>"
