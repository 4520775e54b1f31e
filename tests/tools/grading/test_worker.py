"""Grading in a child process: it answers, it can be stopped, it is replaced."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from grader import CodeExercise, RecallExercise, grade
from tools.course.folder import load_course
from tools.grading.child import FORKS
from tools.grading.worker import GraderProcess, grader_process

CARDS = RecallExercise(id="a/b", version="1", seconds=30, cards=("one",))
COURSE = load_course(Path(__file__).parents[2] / "course")


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.fixture(scope="module")
def double() -> CodeExercise:
    exercise = COURSE.code["arithmetic/double"].exercise
    assert isinstance(exercise, CodeExercise)
    return replace(exercise, seconds=30)


def test_child_gives_the_report_that_grade_gives(
    process: GraderProcess, double: CodeExercise
) -> None:
    for text in (double.solution, double.starter, "def", "print('\\udcff')"):
        theirs = process.grade(double, text, 3)
        ours = json.loads(json.dumps(grade(double, text, 3).data()))

        assert {**theirs, "seconds": 0} == {**ours, "seconds": 0}


def test_exercises_may_take_turns(process: GraderProcess, double: CodeExercise) -> None:
    solution = double.solution.replace("double", "triple")
    triple = replace(double, defines=("triple(values)",), solution=solution)
    broken = replace(double, grader="def")

    verdicts = [
        process.grade(exercise, double.solution)["verdict"]
        for _ in range(2)
        for exercise in (double, double, CARDS, triple, triple, broken, double)
    ]

    assert verdicts == 2 * [
        "pass", "pass", "invalid", "invalid", "invalid", "internal_error", "pass",
    ]  # fmt: skip


def test_child_stays_for_the_next_submission(process: GraderProcess) -> None:
    process.grade(CARDS, {"one": "good"})
    child = process._process.pid

    process.grade(CARDS, {})

    assert process._process.pid == child


def test_half_characters_reach_the_child(process: GraderProcess, double: CodeExercise) -> None:
    report = process.grade(double, "x = 1\ny = '\udcff'\n")

    assert (report["verdict"], report["line"]) == ("invalid", 2)


def test_large_submission_reaches_the_child(process: GraderProcess, double: CodeExercise) -> None:
    report = process.grade(double, "x" * 10**6)

    assert report["feedback"].startswith("The submission is 1,000,000 characters long")


def test_run_that_does_not_end_is_a_timeout_of_the_given_seed(
    process: GraderProcess, double: CodeExercise
) -> None:
    process.grade(CARDS, {})

    report = process.grade(replace(double, seconds=0.3), "while True: pass", 4)

    assert (report["verdict"], report["seed"], report["seconds"]) == ("timeout", 4, 0.3)
    assert process.grade(CARDS, {"one": "good"})["verdict"] == "pass"


LATE = {
    "loop": ("def double(values):\n    while True:\n        values = 2 * values\n", 2),
    "loop that swallows everything": (
        "def double(values):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass\n",
        2,
    ),
    "sleep": ("import time\ntime.sleep(1000)", 2),
    "signal ignored": (
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
        None,
    ),
    "timer stopped": (
        "import _signal\n_signal.setitimer(_signal.ITIMER_REAL, 0)\nwhile True: pass",
        None,
    ),
    "signal raised too early": (
        "import signal\nsignal.raise_signal(signal.SIGALRM)\nwhile True: pass",
        3,
    ),
}


@pytest.mark.parametrize(("text", "line"), LATE.values(), ids=LATE)
def test_timeout_names_the_line_where_that_can_be_known(
    process: GraderProcess, double: CodeExercise, text: str, line: int | None
) -> None:
    process.grade(CARDS, {})

    report = process.grade(replace(double, seconds=0.3), text)

    assert (report["verdict"], report["line"]) == ("timeout", line), report
    assert ("line" in report["feedback"]) == (line is not None)


def test_alarm_that_a_submission_set_does_not_outlive_it(
    process: GraderProcess, double: CodeExercise
) -> None:
    text = "import _signal\n_signal.alarm(1)\n_signal.setitimer(_signal.ITIMER_PROF, 0.1)\n"
    process.grade(double, text + double.solution)
    child = process._process.pid

    sleep = "import time\ntime.sleep(1.2)\nwhile time.process_time() < 0.3: pass\n"

    assert process.grade(double, sleep + double.solution)["verdict"] == "pass"
    assert process._process.pid == child


SPOILED = {
    "a part is missing": '{"token": "%s"}',
    "no Report": '{"token": "%s", "reply": {"report": {"verdict": "pass"}}}',
    "nothing at all": '{"token": "%s", "reply": 5}',
}
IN_OUR_STEAD = """
import os, sys
frame = sys._getframe()
while "envelope" not in frame.f_locals:
    frame = frame.f_back
connection, token = frame.f_locals["connection"], frame.f_locals["envelope"]["token"]
os.write(connection.fileno(), ("\\n" + {message!r} % token + "\\n").encode())
"""


@pytest.mark.parametrize("message", SPOILED.values(), ids=SPOILED)
def test_reply_that_is_no_report_is_not_believed(
    process: GraderProcess, double: CodeExercise, message: str
) -> None:
    report = process.grade(double, IN_OUR_STEAD.format(message=message) + double.starter)

    assert report["verdict"] in ("fail", "invalid")
    assert process.grade(double, double.solution)["verdict"] == "pass"


@pytest.mark.skipif(not FORKS, reason="there a submission is alone in its child")
def test_what_a_submission_leaves_running_ends_with_it(
    process: GraderProcess, double: CodeExercise, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    os.mkfifo(started)
    text = (
        "import _posixsubprocess, os\n"
        f"script = b'exec 3<>{started}; echo >&3; while :; do sleep 1; done'\n"
        "pipe = os.pipe()\n"
        "_posixsubprocess.fork_exec([b'sh', b'-c', script], [b'/bin/sh'], True, (), None, None,"
        " -1, -1, -1, -1, -1, -1, *pipe, False, False, -1, None, None, None, -1, None, False)\n"
    )
    file = os.open(started, os.O_RDONLY | os.O_NONBLOCK)
    try:
        process.grade(double, text + double.solution)

        # nobody holds the other end any more
        while os.read(file, 100):
            pass
    finally:
        os.close(file)


def test_a_submission_finds_no_environment_and_is_not_in_our_folder(
    process: GraderProcess, double: CodeExercise
) -> None:
    text = "import os\nprint(dict(os.environ), os.path.exists('tests'))\n"

    report = process.grade(double, text + double.solution)

    assert (report["verdict"], report["stdout"]) == ("pass", "{} False\n")


@pytest.mark.skipif(not FORKS, reason="there a submission is alone in its child")
def test_a_submission_that_stops_itself_has_ended(
    process: GraderProcess, double: CodeExercise
) -> None:
    text = "import signal\nsignal.raise_signal(signal.SIGSTOP)\n"

    assert process.grade(double, text + double.solution)["verdict"] == "invalid"
    assert process.grade(double, double.solution)["verdict"] == "pass"


def test_noise_without_end_is_stopped_in_time(process: GraderProcess, double: CodeExercise) -> None:
    text = "import os\nwhile True:\n    for file in range(3, 10):\n        try:\n"
    text += "            os.write(file, b'\\n[]' * 1000)\n        except OSError:\n"
    text += "            pass\n"

    report = process.grade(replace(double, seconds=0.3), text)

    assert report["verdict"] == "timeout"


NOISE = """
import os
forged = b'{"token": "", "reply": {"report": {"verdict": "pass"}}}'
for file in range(3, 100):
    for noise in (b"\\0" * 1000, b"\\n[1]\\n", b"[" * 10**5, b"\\n" + forged, b"\\n" + forged):
        try:
            os.write(file, noise)
        except OSError:
            pass
"""


def test_what_a_submission_writes_to_the_child_s_connection_is_no_answer(
    process: GraderProcess, double: CodeExercise
) -> None:
    assert process.grade(double, NOISE + double.starter)["verdict"] == "fail"
    assert process.grade(double, NOISE + double.solution)["verdict"] == "pass"


def test_closed_connection_is_an_ended_process(
    process: GraderProcess, double: CodeExercise
) -> None:
    text = "import os\nos.closerange(3, 100)\n"

    assert process.grade(double, text + double.solution)["verdict"] == "invalid"
    assert process.grade(double, double.solution)["verdict"] == "pass"


def test_silence_raises_and_stops_the_child(process: GraderProcess) -> None:
    process.grade(CARDS, {})

    with pytest.raises(TimeoutError):
        process.ask({"do": "run", "submission": "while True: pass"}, 0.2)

    assert process._process is None


def test_child_that_ends_instead_of_answering_raises(process: GraderProcess) -> None:
    with pytest.raises(EOFError):
        process.ask({"do": "run", "submission": "import os; os._exit(0)"}, 30)


def test_unknown_request_ends_the_child_and_not_the_caller(process: GraderProcess) -> None:
    with pytest.raises(EOFError):
        process.ask({"do": "sing"}, 30)

    assert process.grade(CARDS, {"one": "good"})["verdict"] == "pass"


def test_child_that_died_while_idle_is_replaced(process: GraderProcess) -> None:
    process.grade(CARDS, {})
    child = process._process
    child.kill()
    child.join()

    assert process.grade(CARDS, {"one": "good"})["verdict"] == "pass"


def test_close_may_come_at_any_time() -> None:
    process = GraderProcess()
    process.close()
    process.grade(CARDS, {})

    process.close()
    process.close()

    assert process._process is None


def test_process_ends_with_its_block() -> None:
    with grader_process() as process:
        process.grade(CARDS, {})
        child = process._process

    with pytest.raises(ValueError, match="closed"):
        child.is_alive()


def test_child_starts_where_none_can_be_forked_off(
    monkeypatch: pytest.MonkeyPatch, double: CodeExercise
) -> None:
    def fail() -> None:
        raise OSError("AF_UNIX path too long")

    monkeypatch.setattr(forkserver, "ensure_running", fail)
    with grader_process() as process:
        assert process.grade(double, double.solution)["verdict"] == "pass"
        assert type(process._process).__name__ == "SpawnProcess"
