"""Progress, stamps and failures of set-up steps."""

import fcntl
import sys
import threading
from pathlib import Path

import pytest

from tools.common import files, process


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (files, process):
        monkeypatch.setattr(module, "ROOT", tmp_path)
        monkeypatch.setattr(module, "WORK", tmp_path / "work")
    return tmp_path


def test_a_step_is_done_only_with_the_same_inputs(folder: Path) -> None:
    files.mark_done(folder / ".stamp", "one")
    assert files.is_done(folder / ".stamp", "one")
    assert not files.is_done(folder / ".stamp", "two")


@pytest.mark.parametrize("damage", ["remove", "truncate"])
def test_a_step_is_not_done_when_a_file_of_it_is_damaged(folder: Path, damage: str) -> None:
    made = folder / "made"
    made.write_text("whole")
    files.mark_done(folder / ".stamp", "one", [made])
    assert files.is_done(folder / ".stamp", "one")
    if damage == "remove":
        made.unlink()
    else:
        made.write_text("who")
    assert not files.is_done(folder / ".stamp", "one")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"inputs": "one", "files": 3}'])
def test_a_broken_stamp_means_not_done(folder: Path, content: str) -> None:
    (folder / ".stamp").write_text(content)
    assert not files.is_done(folder / ".stamp", "one")


def test_the_digest_changes_with_content_and_with_name(folder: Path) -> None:
    path = folder / "a"
    path.write_text("1")
    first = files.digest([path])
    path.write_text("2")
    assert files.digest([path]) != first
    path.write_text("1")
    assert files.digest([path]) == first
    assert files.digest([path.rename(folder / "b")]) != first


def test_writing_leaves_no_part_behind_when_it_fails(folder: Path) -> None:
    target = folder / "target"
    target.mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(OSError, match="target"):
        files.write_whole(target, b"content")
    assert list(folder.iterdir()) == [target]


def test_a_failing_program_is_shown_with_the_end_of_its_output(folder: Path) -> None:
    command = [sys.executable, "-c", "print('first'); print('why'); raise SystemExit(3)"]
    told = r"(?s)some tool failed; .*some-tool\.log.*\n    why$"
    with pytest.raises(process.SetupError, match=told):
        process.run("some tool", command)
    assert (folder / "work" / "some-tool.log").read_text() == "first\nwhy\n"


@pytest.mark.usefixtures("folder")
def test_a_missing_program_is_one_line() -> None:
    with pytest.raises(process.SetupError, match="some tool could not be started"):
        process.run("some tool", ["/nonexistent/program"])


def test_a_failed_step_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(process.SetupError), process.step("long work"):
        raise process.SetupError("why")
    with process.step("more work"):
        pass
    said = capsys.readouterr()
    assert said.out == ""  # which is for what the command was asked for
    failed, done = said.err.splitlines()
    assert failed.startswith("· long work … failed after ")
    assert done.startswith("· more work … ")
    assert "failed" not in done


def test_a_second_set_up_waits_and_says_so_beside_the_output(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "work").mkdir()
    with (folder / "work" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        threading.Timer(0.2, fcntl.flock, (lock, fcntl.LOCK_UN)).start()
        with files.only_one():
            said = capsys.readouterr()
    assert said == ("", "· waiting for another set-up of this checkout …\n")
