"""`reproduce`: jobs that are kept, fail alone and stop at once; tables of what they gave."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

from metarl.reproductions import Job, Row
from tests.tools.reproduce import toy_reproduction as toy
from tools.common import sources
from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.reproduce import cache, command, dependencies, recipes
from tools.reproduce.cache import Done, Work
from tools.reproduce.jobs import run_all
from tools.reproduce.progress import JobProgress
from tools.reproduce.record import record_of
from tools.results import reproductions as results
from tools.results import reproductions_table as table

DONE = {name: Done({"square": square}, 1.25, "2026-01-02") for name, square in (("a", 4), ("b", 9))}
WORKS = {"some-2020-work": {"url": "https://example.org/work"}}
# whoever started the tests may have had them ignore Ctrl-C, and children inherit that
STOPPED = """
import signal
import sys
from pathlib import Path
from tests.tools.reproduce import toy_reproduction as toy
from tools import cli
from tools.reproduce import recipes
from tools.common.cache import Cache
from tools.reproduce import cache
signal.signal(signal.SIGINT, signal.default_int_handler)
cache.CACHE = Cache(Path(sys.argv[1]))
recipes.modules = lambda: {"toy": toy.__name__}
toy.JOBS[False] = [toy.Job(f"slow-{at}", toy.slow) for at in range(3)]
sys.exit(cli.main(["reproduce", "toy"]))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for what is kept, and the toy as the only recipe."""
    monkeypatch.setattr(recipes, "modules", lambda: {"toy": toy.__name__})
    monkeypatch.setattr(cache, "CACHE", Cache(tmp_path / "kept"))
    return tmp_path


def ran(*work: Job) -> dict[str, Done | SetupError]:
    """What became of jobs."""
    outcomes: dict[str, Done | SetupError] = {}

    def ended(work: Work, outcome: Done | SetupError) -> None:
        outcomes[work.job.name] = outcome

    run_all([cache.work("toy", job) for job in work], 2, lambda one, share: None, ended)
    return outcomes


def test_a_run_writes_the_table_and_what_is_kept_is_not_run_again(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = place / "calls"
    job = [Job("four", toy.squared, (4, str(calls)))]
    monkeypatch.setitem(toy.JOBS, False, job)
    for arguments, count in (([], 1), ([], 1), (["--fresh"], 2)):
        assert command.main(["toy", "--output", str(place), *arguments]) == 0
        assert calls.read_text() == "4\n" * count
    record = results.parse((place / "toy.json").read_bytes())
    assert (record.rows[0].ours, record.run.jobs) == (16, 1)
    assert "1 of 1 jobs are kept from before" in capsys.readouterr().out
    assert command.main(["--list"]) == 0
    assert "toy: Squares (1 of 1 jobs are kept)" in capsys.readouterr().out


def test_a_quick_run_prints_its_table_and_writes_nothing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--quick"]) == 0
    assert "squares" in capsys.readouterr().out
    assert not (results.FOLDER / "toy.json").exists()


def test_each_job_has_one_thread_and_what_it_prints_is_no_result(place: Path) -> None:
    done = ran(Job("two", toy.squared, (2,)))["two"]
    assert isinstance(done, Done)
    assert done.result == {"square": 4, "threads": "1"}
    assert not list(place.rglob("*.log"))


def test_a_failure_is_a_sentence_with_the_name_and_loses_no_other_job(place: Path) -> None:
    wrong = {
        "raises": (
            toy.failing,
            r"ValueError: no such number \(tests/tools/reproduce/toy_reproduction\.py:\d+\)",
        ),
        "ends": (toy.vanishing, "its process ended with 7, and said nothing"),
        "unfit": (toy.unfit, "TypeError: a result holds set, which JSON cannot; make it plain"),
        "local": (
            lambda *, on_progress: 0,
            "its function or arguments cannot go to another process",
        ),
    }
    good = Job("good", toy.squared, (3,))
    outcomes = ran(*(Job(name, run) for name, (run, _) in wrong.items()), good)
    assert isinstance(outcomes["good"], Done)
    for name, (_, why) in wrong.items():
        failure = outcomes[name]
        assert isinstance(failure, SetupError)
        assert re.match(rf"toy/{name} failed: {why}", str(failure))
    assert "Traceback" in next(place.rglob("raises*.log")).read_text()


def test_a_stop_ends_all_processes_at_once(tmp_path: Path) -> None:
    words = [sys.executable, "-c", STOPPED, str(tmp_path)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    begin = time.monotonic()
    while not list(tmp_path.rglob("*.log")) and time.monotonic() < begin + 20:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=10)[0].decode().strip() == "stopped"
    assert process.returncode == 130
    assert not list(tmp_path.rglob("*.*"))


def test_a_result_depends_on_the_arguments_and_on_what_the_function_can_reach() -> None:
    job = Job("two", toy.squared, (2,))
    assert dependencies.key(job) == dependencies.key(replace(job, name="other"))
    others = {
        dependencies.key(other) for other in (job, replace(job, arguments=(3,)), Job("", toy.slow))
    }
    assert len(others) == 3
    tree = sources.parse_file(Path(toy.__file__))
    used = dependencies.statements_for(tree, "squared")
    names = {name for work in used for name in dependencies.names_of(work)}
    assert names == {"OnProgress", "squared"}
    reached = dependencies.reached_by(toy.__name__, tree)
    files = {path.relative_to(ROOT).as_posix() for path in reached}
    assert files == {"tests/tools/reproduce/toy_constants.py"}


def test_other_code_makes_another_key_and_other_comments_do_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "job.py").write_text("from package import helper\n\ndef run():\n    pass\n")
    monkeypatch.setattr(dependencies, "ROOT", tmp_path)

    def run() -> None: ...

    run.__module__, run.__qualname__ = "package.job", "run"
    keys = []
    for text in ("A = 1\n", '"""What."""\nA = 1  # one\n', "A = 2\n"):
        (package / "helper.py").write_text(text)
        dependencies.code.cache_clear()
        keys.append(dependencies.key(Job("one", run)))
    assert keys[0] == keys[1] != keys[2]


def test_an_unknown_name_a_module_without_a_recipe_and_equal_jobs_are_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SetupError, match=r"no reproduction 'tool'. Did you mean toy"):
        recipes.jobs("tool", quick=True)
    monkeypatch.setitem(toy.JOBS, True, [Job("a", toy.slow)] * 2)
    with pytest.raises(SetupError, match="toy: two jobs are called 'a'"):
        recipes.jobs("toy", quick=True)
    monkeypatch.delattr(toy, "REPRODUCTION")
    with pytest.raises(SetupError, match="holds no REPRODUCTION"):
        recipes.recipe("toy")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Row("a", ours=float("nan")), "nan is not a number"),
        (Row("a", reference=1.0), "basis '' does not fit 1.0"),
        (Row("a", ours=3.0, interval=(1.0, 2.0)), "3.0 lies outside its interval"),
    ],
)
def test_a_row_that_no_table_can_show_is_told(row: Row, why: str) -> None:
    recipe = replace(toy.REPRODUCTION, rows=lambda results: [row])
    with pytest.raises(SetupError, match=f"^toy: no table: ValueError: row 'a': .*{why}"):
        record_of("toy", recipe, DONE)


def test_what_a_page_folds_has_title_table_differences_and_sources(tmp_path: Path) -> None:
    record = record_of("toy_squares", toy.REPRODUCTION, DONE)
    file = results.write("toy_squares", record, tmp_path)
    assert results.parse(file.read_bytes()) == record
    text = table.markdown(file.read_bytes(), WORKS)
    html = Markdown(extensions=["tables", "attr_list", "md_in_html"]).convert(text)
    for part in (
        f"<summary>Squares: {len(record.rows)} rows</summary>",
        "<strong>times</strong>",
        "6.5<br><small>4.0 to 9.0</small>",
        "6.5<br><small>exact</small>",
        "a &#124; bar<br><small>Below zero.</small>",
        "−0.2",
        "<li>Nobody wrote a paper.</li>",
        '<a href="https://example.org/work">some-2020-work</a>',
        "Run on 2026-01-02 with <code>python -m tools reproduce toy_squares</code>: 2 jobs, 2 s",
    ):
        assert part in html, part
    assert html.count("<th ") + html.count("<th>") == len(table.HEAD)


def test_a_table_waits_until_it_is_asked_for() -> None:
    record = record_of("toy", toy.REPRODUCTION, DONE)
    assert " open" not in next(table.section(record, WORKS))


def test_published_numbers_have_the_digits_of_the_paper() -> None:
    rows = [Row("a", published=6.7, ours=1.0), Row("b", published=5.0, ours=2.0)]
    record = record_of("toy", replace(toy.REPRODUCTION, rows=lambda results: rows, digits=3), DONE)
    assert [row[1] for row in table.cells_of(record)[1:]] == [["6.7"], ["5.0"]]


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        ((-116.229, 254.251), ["69", "−116 to 254"]),
        ((68.5, 69.5), ["69.01", "68.50 to 69.50"]),
        ((69.01, 69.012), ["69.011", "69.010 to 69.012"]),
        ((69.011, 69.011), ["69.011", "69.011 to 69.011"]),
    ],
)
def test_a_measured_number_has_no_more_digits_than_its_interval_is_sure_of(
    interval: tuple[float, float], shown: list[str]
) -> None:
    rows = [Row("a", ours=69.011, interval=interval, seeds=5)]
    record = record_of("toy", replace(toy.REPRODUCTION, rows=lambda results: rows, digits=3), DONE)
    assert table.cells_of(record)[1][1] == shown


def test_columns_without_a_number_are_left_out() -> None:
    rows = [Row("a", ours=1.0, interval=(0.5, 1.5), seeds=3)]
    recipe = replace(toy.REPRODUCTION, rows=lambda results: rows)
    shown = table.cells_of(record_of("toy", recipe, DONE))
    assert shown[0] == [["What"], ["Ours, 95 % interval"], ["Seeds"]]


def test_what_all_runs_have_in_common_is_said_once() -> None:
    rows = [Row(what, ours=1.0, interval=(0.5, 1.5), seeds=3, of="9 tries") for what in "ab"]
    recipe = replace(toy.REPRODUCTION, rows=lambda results: rows)
    record = record_of("toy", recipe, DONE)
    assert table.cells_of(record)[1][-1] == ["3"]
    assert "All numbers: units. Each run of ours: 9 tries." in table.section(record, WORKS)


@pytest.mark.parametrize(
    ("value", "shown"), [(-0.04, "0.0"), (-1.25, "−1.2"), (12345.6, "12,345.6"), (0, "0.0")]
)
def test_numbers_have_their_decimals_and_a_real_minus(value: float, shown: str) -> None:
    assert table.amount(value, 1) == shown


def test_finished_jobs_and_shares_of_the_others_are_counted(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    works = [cache.work("toy", Job(name, toy.squared, (2,))) for name in "abc"]
    with JobProgress(4, 3) as progress:
        progress.on_progress(works[0], 0.5)
        progress.on_end(works[1], Done(4, 1.25, "2026-01-02"))
        progress.on_progress(works[2], 1.5)
        assert progress.completed == 2.5
        progress.on_end(works[2], SetupError("why"))
        assert progress.completed == 2.5
    assert capsys.readouterr().out.splitlines() == [
        "· 1 of 4 jobs are kept from before",
        "· toy/b … 1.2 s (1 of 3)",
        "· toy/c … failed (2 of 3)",
    ]


def test_what_is_kept_and_broken_counts_as_not_kept(place: Path) -> None:
    second = cache.work("toy", Job("two", toy.squared, (2,)))
    assert cache.read(second) is None
    cache.write(second, 4, 0.1)
    assert cache.read(second) is not None
    for content in ("", "{}", json.dumps({"result": 1})):
        cache.CACHE.file(second.key).write_text(content)
        assert cache.read(second) is None
