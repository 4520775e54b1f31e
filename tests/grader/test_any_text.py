"""Whatever text is submitted, there is a Report, and the same one again."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader import CodeExercise, Report, grade
from grader.isolation.fingerprint import fingerprint
from grader.isolation.scratch_run import run_both
from grader.report import VERDICTS

SETTINGS = settings(derandomize=True, deadline=None, max_examples=50, database=None)

ANYTHING = st.text(max_size=60)
# Pieces that make texts which Python can read, and run, more often than chance would. No loops
# and no powers: a text that never ends is a matter for the caller's time limit.
PIECES = (
    "def double(values):\n  return values\n|def double(values): |return 2 * values\n|return \n|"
    "import numpy as np\n|np.|import sys; |del double\n|raise KeyError\n|raise |exit()\n|1 / 0\n|"
    "double|values|sys.stdout|print(|)|(|[|]|{|}|:|=|,|'|\"|#|\\|\n|  |\t|\0|\ufeff|\udcff|é|θ|"
    "lambda x: |x|0|1.5|None|...|*|@|class A: pass\n|global x\n|if 1:\n|else:\n|try:\n|f'{x}'|"
    "from grader import |grade\n|builtins|__import__('builtins').|len = 5\n|globals()|.clear()\n"
)
VALUES = (
    "values|None|True|0|-1|2.5|'a'|b'a'|[]|()|{}|np.nan|np.inf|...|np|double|10**400|1j|int|"
    "np.ones(3)|np.float16(1)|object()|NotImplemented|ValueError('x')"
)
PYTHON = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join)
EXPRESSIONS = st.recursive(
    st.sampled_from(VALUES.split("|")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({', '.join(parts)},)"),
        inner.map(lambda part: f"np.asarray({part})"),
        inner.map(lambda part: f"np.array([{part}], dtype=object)"),
        inner.map(lambda part: f"({part} for _ in values)"),
        inner.map(lambda part: f"{{1: {part}}}"),
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({''.join(parts)})"),
    ),
    max_leaves=6,
)


def comparable(report: Report) -> dict[str, Any]:
    data = report.data()
    assert json.loads(json.dumps(data))["verdict"] in VERDICTS
    return {**data, "seconds": 0}


@SETTINGS
@given(ANYTHING | PYTHON)
@example("def double(values):\n  return values\n")
@example("\ufeff\ufeff")
@example("def double(values): return 2 * values\nglobals().clear()\n")
def test_any_text_gets_a_report_and_the_same_again(toy: CodeExercise, text: str) -> None:
    first = comparable(grade(toy, text))

    assert first["verdict"] not in ("internal_error", "timeout")
    assert comparable(grade(toy, text)) == first
    assert grade(toy, toy.solution).verdict == "pass"


@SETTINGS
@given(EXPRESSIONS)
def test_any_returned_value_gets_a_verdict(toy: CodeExercise, expression: str) -> None:
    text = f"import numpy as np\n\ndef double(values):\n    return {expression}\n"

    report = grade(toy, text)

    assert report.verdict in ("pass", "fail"), report
    assert json.loads(report.json())["checks"]


@SETTINGS
@given(ANYTHING | PYTHON, ANYTHING | PYTHON)
def test_any_two_texts_can_be_run(submission: str, scratch: str) -> None:
    result = run_both(submission, scratch)

    assert json.loads(json.dumps(result))["stdout_cut"] is False


@SETTINGS
@given(ANYTHING | PYTHON)
def test_fingerprint_of_any_program_ignores_comments_and_sees_statements(text: str) -> None:
    own = fingerprint(text)

    assert own is None or own == fingerprint(f"{text}\n# A comment.\n")
    assert own is None or own != fingerprint(f"{text}\nadded = 1\n")
