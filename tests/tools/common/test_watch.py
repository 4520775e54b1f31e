"""``check --watch`` runs again when a file is saved, and only then."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.common import watch
from tools.common.paths import ROOT
from tools.contract import command


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0)


def test_command_runs_at_once_and_after_each_change(tmp_path: Path) -> None:
    old, newer = {Path("a"): (1, 1)}, {Path("a"): (2, 1)}
    looks = iter([old, old, newer, newer, newer])
    log = tmp_path / "log"
    command = [sys.executable, "-c", f"open({str(log)!r}, 'a').write('run ')"]

    with pytest.raises(StopIteration):
        watch.watch(command, lambda: next(looks))

    assert log.read_text("utf-8") == "run run "


def test_failing_command_is_run_again(capfd: pytest.CaptureFixture[str]) -> None:
    looks: Iterator[watch.Snapshot] = iter([{}, {Path("a"): (1, 1)}])

    with pytest.raises(StopIteration):
        watch.watch([sys.executable, "-c", "exit(print('no'))"], lambda: next(looks))

    assert capfd.readouterr().out.count("checked; waiting for a change …") == 2


def test_check_watches_with_the_same_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(command: list[str]) -> None:
        seen.append(command)
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "watch", run)
    with pytest.raises(KeyboardInterrupt):
        command.main(["maml/inner-adapt", "--watch"])

    assert seen == [[sys.executable, "-m", "tools.contract.command", "maml/inner-adapt"]]


def test_watching_and_json_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--watch", "--json"])

    assert "not allowed with argument" in capsys.readouterr().err


def test_sources_of_exercises_are_watched() -> None:
    seen = watch.snapshot()

    assert Path("exercises/maml/inner-adapt/hints.md") in seen
    assert (ROOT / "docs" / "concepts" / "maml.md").relative_to(ROOT) in seen


def test_a_changed_source_is_noticed_and_what_programs_write_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "ROOT", tmp_path)
    source = tmp_path / "exercises" / "maml" / "prompt.md"
    bundle = tmp_path / "docs" / "assets" / "exercises" / "maml.json"
    for path in (source, bundle):
        path.parent.mkdir(parents=True)
        path.write_text("old")
    before = watch.snapshot()
    bundle.write_text("newer")
    source.with_name(".prompt.md.swp").write_text("what an editor keeps beside it")
    assert watch.snapshot() == before
    source.write_text("newer")
    assert watch.snapshot() != before
