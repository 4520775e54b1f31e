"""Whatever a run does to the interpreter, the caller and the next run do not notice."""

from __future__ import annotations

import gc
import math
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import Report, grade
from grader.exercise import CodeExercise
from grader.isolation import clean_state as clean
from grader.isolation import timeout_line
from grader.isolation.clean_state import MOST_OUTPUT, RECURSION_LIMIT, Transcript, clean_state

Graded = Callable[..., Report]
DOUBLE = "\ndef double(values):\n    return 2 * values\n"


def state() -> dict[str, Any]:
    """What a run could change, as the caller sees it."""
    return {
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "hooks": (sys.excepthook, sys.displayhook, sys.unraisablehook),
        "limit": sys.getrecursionlimit(),
        "path": (id(sys.path), list(sys.path)),
        "meta_path": (id(sys.meta_path), list(sys.meta_path)),
        "modules": (id(sys.modules), sys.modules["json"], "helper" in sys.modules),
        "submission": "submission" in sys.modules,
        "folder": Path.cwd(),
        "environ": (id(os.environ), dict(os.environ)),
        "numpy": (np.geterr(), np.get_printoptions(), str(np.random.get_state())),
        "random": random.getstate(),
        "warnings": (id(warnings.filters), list(warnings.filters)),
        "trace": (sys.gettrace(), sys.getprofile()),
        "collector": (gc.isenabled(), gc.get_threshold()),
    }


SCARS = {
    "output replaced": "import sys\nsys.stdout = sys.stderr = None",
    "output closed": "import sys\nsys.stdout.close()\nsys.stderr.close()\nsys.stdin.close()",
    "output rewritten": "import sys\nsys.stdout.write = sys.stdout.cut = 5",
    "hooks": "import sys\nsys.excepthook = sys.displayhook = sys.unraisablehook = print",
    "path emptied": "import sys\nsys.path.clear()",
    "path replaced": "import sys\nsys.path = ['/']\nsys.meta_path = []",
    "finders emptied": "import sys\nsys.meta_path.clear()",
    "module made": (
        "import sys, types\nsys.modules['helper'] = types.ModuleType('helper')"
        "\nsys.modules['other'] = 5"
    ),
    "environment": "import os\nos.environ['HOME'] = 'x'\ndel os.environ['PATH']",
    "environment replaced": "import os\nos.environ = {}",
    "folder": "import os\nos.chdir('/')",
    "recursion limit": "import sys\nsys.setrecursionlimit(10**6)",
    "NumPy errors": "import numpy as np\nnp.seterr(all='raise')\nnp.seterrcall(print)",
    "NumPy printing": "import numpy as np\nnp.set_printoptions(precision=1)",
    "warnings": "import warnings\nwarnings.simplefilter('error')\nwarnings.filters.append(5)",
    "warnings emptied": "import warnings\nwarnings.resetwarnings()",
    "random seeds": "import random, numpy as np\nrandom.seed(5)\nnp.random.seed(5)",
    "tracing": "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)",
    "collector": "import gc\ngc.disable()",
    "collector's pace": "import gc\ngc.set_threshold(1)",
    "name added": "import numpy as np\nnp.helper = 5\nimport math\nmath.helper = 5",
}


@pytest.mark.parametrize("scar", SCARS.values(), ids=SCARS)
def test_run_leaves_no_mark(graded: Graded, scar: str) -> None:
    graded("import json" + DOUBLE)
    before = state()

    report = graded(scar + DOUBLE)

    assert report.verdict == "pass", report
    assert state() == before
    assert not hasattr(np, "helper")
    assert not hasattr(math, "helper")
    assert not clean.is_spoiled()


def test_mark_made_inside_a_check_is_gone_too(graded: Graded) -> None:
    before = state()

    for scar in SCARS.values():
        body = "\n    ".join([*scar.split("\n"), "return 2 * values"])
        graded(f"def double(values):\n    {body}\n")

    assert state() == before


def test_module_of_the_submission_cannot_be_imported_later(graded: Graded) -> None:
    graded("secret = 42" + DOUBLE)

    report = graded("import submission\nsubmission.secret" + DOUBLE)

    assert report.verdict == "invalid"


def test_globals_of_one_submission_are_unknown_to_the_next(graded: Graded) -> None:
    graded("global_name = 42" + DOUBLE)

    report = graded("global_name" + DOUBLE)

    assert report.feedback.startswith("Your code stops with NameError on line 1")


def test_random_numbers_of_a_submission_are_the_same_every_time(graded: Graded) -> None:
    text = "import random, numpy as np\nprint(random.random(), np.random.rand())" + DOUBLE

    first, second, other = graded(text), graded(text), graded(text, seed=1)

    assert first.stdout == second.stdout != other.stdout


def test_recursion_has_the_same_room_wherever_grading_is_called(toy: CodeExercise) -> None:
    text = "def depth(n=0):\n    try:\n        return depth(n + 1)\n    except RecursionError:\n"
    text += "        return n\nprint(depth())" + DOUBLE

    def deep(frames: int) -> Report:
        return deep(frames - 1) if frames else grade(toy, text)

    near, far = int(grade(toy, text).stdout), int(deep(300).stdout)

    assert near == far
    assert RECURSION_LIMIT - 50 < near <= RECURSION_LIMIT


def test_state_is_restored_after_an_exception() -> None:
    before = state()

    def run() -> None:
        with clean_state(0):
            os.chdir("/")
            raise KeyError

    with pytest.raises(KeyError):
        run()

    assert state() == before


def test_signals_alarms_and_the_noted_place_are_put_back(graded: Graded) -> None:
    before = signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGUSR1)
    text = "import signal\nfrom grader.isolation import timeout_line as line\n"
    text += "line._place[0] = 5\nsignal.alarm(100)\n"
    text += "signal.signal(signal.SIGALRM, print)\nsignal.signal(signal.SIGUSR1, print)"

    assert graded(text + DOUBLE).verdict == "pass"

    assert (signal.getsignal(signal.SIGALRM), signal.getsignal(signal.SIGUSR1)) == before
    assert signal.alarm(0) == 0
    assert timeout_line.place() == 0


def test_lost_folder_asks_for_a_new_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean, "_spoiled", False)
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)

    with clean_state(0):
        os.chdir("/")
        folder.rmdir()

    assert clean.is_spoiled()


def test_output_is_kept_up_to_a_limit(graded: Graded) -> None:
    line = "x" * 99
    report = graded(f"for _ in range(10**5): print('{line}')" + DOUBLE)

    assert report.stdout == f"{line}\n" * (MOST_OUTPUT // 100)
    assert report.stdout_cut


def test_output_within_the_limit_is_whole(graded: Graded) -> None:
    report = graded("import sys\nprint('a', end='')\nprint('b', file=sys.stderr)" + DOUBLE)

    assert (report.stdout, report.stdout_cut) == ("ab\n", False)


def test_output_of_the_checks_calls_is_kept(graded: Graded) -> None:
    report = graded("def double(values):\n    print(len(values))\n    return 2 * values\n")

    assert report.stdout == "3\n3\n5\n"


def test_half_characters_are_printed_as_question_marks(graded: Graded) -> None:
    assert graded("print('\\udcff')" + DOUBLE).stdout == "?\n"


def test_text_that_measures_itself_wrongly_is_printed(graded: Graded) -> None:
    text = "import sys\nclass S(str):\n    def __len__(self): return 0\n"
    text += "    def __getitem__(self, key): return 5\nsys.stdout.write(S('abc'))" + DOUBLE

    assert graded(text).stdout == "abc"


def test_only_text_can_be_written(graded: Graded) -> None:
    report = graded("import sys\nsys.stdout.write(5)" + DOUBLE)

    assert "TypeError" in report.feedback


def test_transcript_keeps_what_fits() -> None:
    transcript = Transcript()

    transcript.add("a" * (MOST_OUTPUT - 1))
    assert not transcript.cut
    transcript.add("bc")
    transcript.add("d")

    assert transcript.text() == "a" * (MOST_OUTPUT - 1) + "b"
    assert transcript.cut
