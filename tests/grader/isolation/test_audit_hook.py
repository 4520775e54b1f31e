"""What a submission may not do is refused, with the exceptions it would meet in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import CodeExercise
from grader.isolation.audit_hook import arm
from grader.report import ENDED
from tools.grading.worker import GraderProcess, grader_process

THREAD = "RuntimeError: can't start new thread"
PROCESS = "emscripten does not support processes."
DENIED = "PermissionError: [Errno 13] Permission denied"
UNREACHABLE = "OSError: [Errno 113] No route to host"

ACTIONS = {
    "thread": ("import threading\n    threading.Thread(target=print).start()", "RuntimeError"),
    "low thread": ("import _thread\n    _thread.start_new_thread(print, ())", "RuntimeError"),
    "executor": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "    ThreadPoolExecutor().submit(print).result()",
        "RuntimeError",
    ),
    "process": ("import subprocess\n    subprocess.run(['true'])", "OSError"),
    "shell": ("import os\n    os.system('true')", "OSError"),
    "popen": ("import os\n    os.popen('true')", "OSError"),
    "fork": ("import os\n    os.fork()", "OSError"),
    "exec": ("import os\n    os.execv('/bin/true', ['true'])", "OSError"),
    "spawn": ("import os\n    os.posix_spawn('/bin/true', ['true'], {})", "OSError"),
    "kill": ("import os\n    os.kill(os.getppid(), 9)", "OSError"),
    "socket": ("import socket\n    socket.socket()", "OSError"),
    "look-up": ("import socket\n    socket.getaddrinfo('localhost', 80)", "OSError"),
    "event loop": (
        "import asyncio\n    asyncio.run(asyncio.sleep(0))",
        "RuntimeError",
    ),
    "page": (
        "import urllib.request\n    urllib.request.urlopen('http://localhost')",
        "URLError",
    ),
    "new file": ("open('HERE/new.txt', 'w')", "PermissionError"),
    "longer file": ("open('HERE/kept.txt', 'a')", "PermissionError"),
    "changed file": ("open('HERE/kept.txt', 'r+')", "PermissionError"),
    "low file": ("import os\n    os.open('HERE/new.txt', os.O_CREAT)", "PermissionError"),
    "saved array": ("np.save('HERE/new.npy', values)", "PermissionError"),
    "temporary file": ("import tempfile\n    tempfile.TemporaryFile()", "FileNotFoundError"),
    "deleted file": ("import os\n    os.remove('HERE/kept.txt')", "PermissionError"),
    "deleted path": ("import pathlib\n    pathlib.Path('HERE/kept.txt').unlink()", "Permission"),
    "renamed file": ("import os\n    os.rename('HERE/kept.txt', 'HERE/new')", "PermissionError"),
    "deleted tree": ("import shutil\n    shutil.rmtree('HERE')", "PermissionError"),
    "new folder": ("import os\n    os.mkdir('HERE/new')", "PermissionError"),
    "link": ("import os\n    os.symlink('HERE/kept.txt', 'HERE/new')", "PermissionError"),
    "mode": ("import os\n    os.chmod('HERE/kept.txt', 0)", "PermissionError"),
    "higher limit": (
        "import resource\n    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "ModuleNotFoundError",
    ),
    "hidden object": ("import gc\n    gc.get_objects()", "PermissionError"),
    "database": ("import sqlite3\n    sqlite3.connect('HERE/new.db')", "PermissionError"),
    "guard armed anew": (
        "from grader.isolation import audit_hook\n    audit_hook.arm()()\n"
        "    open('HERE/new.txt', 'w')",
        "PermissionError",
    ),
    "guard disarmed by event": (
        "import sys\n    sys.audit('grader.isolation.audit_hook.disarm', None)\n"
        "    open('HERE/new.txt', 'w')",
        "PermissionError",
    ),
    "foreign function": ("import ctypes\n    ctypes.CDLL(None).getpid()", "PermissionError"),
    "memory": ("np.ones((10**5, 10**5))", "MemoryError"),
    "memory bit by bit": ("[np.empty(10**6) for _ in range(10**4)]", "MemoryError"),
    "memory of Python": ("[0] * 10**9", "MemoryError"),
}


@pytest.fixture(scope="module")
def process() -> Iterator[GraderProcess]:
    with grader_process() as child:
        yield child


@pytest.fixture(scope="module")
def toy(toy: CodeExercise) -> CodeExercise:
    """The toy with time enough on a busy machine."""
    return replace(toy, seconds=30)


def passes(process: GraderProcess, toy: CodeExercise) -> bool:
    return str(process.grade(toy, toy.solution)["verdict"]) == "pass"


@pytest.mark.parametrize(("action", "exception"), ACTIONS.values(), ids=ACTIONS)
def test_action_is_refused_as_the_learners_exception(
    action: str, exception: str, process: GraderProcess, toy: CodeExercise, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", "utf-8")
    body = action.replace("HERE", tmp_path.as_posix())
    text = f"import numpy as np\ndef double(values):\n    {body}\n    return 2 * values\n"

    report = process.grade(toy, text)

    assert report["verdict"] == "fail", report
    assert report["feedback"].startswith(f"Your code raised {exception}"), report
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert kept.read_text("utf-8") == "kept"
    assert passes(process, toy)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("import threading; threading.Thread(target=print).start()", THREAD),
        ("import os; os.system('true')", PROCESS),
        ("import socket; socket.socket()", UNREACHABLE),
        ("open('new.txt', 'w')", DENIED),
    ],
)
def test_words_are_those_of_the_browser(
    action: str, words: str, process: GraderProcess, toy: CodeExercise
) -> None:
    report = process.grade(toy, action)

    assert report["verdict"] == "invalid"
    assert report["python"].strip().endswith(words)


def test_reading_is_allowed(process: GraderProcess, toy: CodeExercise, tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("kept", "utf-8")
    text = f"print(open({path.as_posix()!r}).read())\n{toy.solution}"

    report = process.grade(toy, text)

    assert (report["verdict"], report["stdout"]) == ("pass", "kept\n")


@pytest.mark.parametrize("action", ["os._exit(0)", "os.abort()", "signal.raise_signal(9)"])
def test_ended_interpreter_is_invalid_and_the_next_submission_is_graded(
    action: str, process: GraderProcess, toy: CodeExercise
) -> None:
    report = process.grade(toy, f"import os, signal\ndef double(values):\n    {action}\n")

    assert (report["verdict"], report["feedback"]) == ("invalid", ENDED)
    assert passes(process, toy)


@pytest.mark.parametrize(
    "text",
    [
        "while True: pass",
        "def double(values):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass\n",
        "while True: print('x')",
    ],
)
def test_endless_loop_times_out_and_the_next_submission_is_graded(
    text: str, process: GraderProcess, toy: CodeExercise
) -> None:
    passes(process, toy)  # a fresh child may take longer to start than the loop is given

    report = process.grade(replace(toy, seconds=0.3), text)

    assert report["verdict"] == "timeout"
    assert "0.3 s" in report["feedback"]
    assert passes(process, toy)


def test_output_past_standard_output_reaches_nobody(
    process: GraderProcess, toy: CodeExercise, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "import os, sys\nos.write(1, b'loud')\nsys.__stdout__.write('loud')\n" + toy.solution

    report = process.grade(toy, text)

    assert (report["verdict"], report["stdout"]) == ("pass", "")
    assert capfd.readouterr() == ("", "")


def test_audit_hook_of_a_submission_is_not_added(process: GraderProcess, toy: CodeExercise) -> None:
    text = "import sys\nsys.addaudithook(lambda *_: sys.stdout.write('heard'))\n"

    assert process.grade(toy, text + toy.solution)["stdout"] == ""
    assert process.grade(toy, "import sys\nsys.audit('x')\n" + toy.solution)["stdout"] == ""


def test_guard_lets_everything_pass_where_it_is_not_installed(tmp_path: Path) -> None:
    disarm = arm()
    try:
        (tmp_path / "new.txt").write_text("x", "utf-8")
    finally:
        disarm()

    assert (tmp_path / "new.txt").is_file()
