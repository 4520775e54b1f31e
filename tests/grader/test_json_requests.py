"""JSON text in, JSON text out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader import CodeExercise, RecallExercise
from grader.isolation.compilation import prepared_files
from grader.json_requests import answer, prepare

DOUBLE = "def double(values):\n    return 2 * values\n"


def asked(**request: Any) -> Any:
    text = answer(json.dumps(request))
    assert text.isascii()  # so that half characters survive every border
    return json.loads(text)


def test_grade_answers_with_a_report(toy: CodeExercise) -> None:
    reply = asked(do="grade", exercise=toy.data(), submission=DOUBLE, seed=2)

    assert list(reply) == ["report"]
    assert (reply["report"]["verdict"], reply["report"]["seed"]) == ("pass", 2)


def test_grading_can_stop_at_the_first_failing_check(toy: CodeExercise) -> None:
    wrong = "def double(values):\n    return values\n"

    reply = asked(do="grade", exercise=toy.data(), submission=wrong, stop=True)

    report = reply["report"]
    assert (report["verdict"], [check["name"] for check in report["checks"]]) == (
        "fail",
        ["small_numbers"],
    )


def test_seed_is_0_unless_asked_for() -> None:
    cards = RecallExercise(id="a/b", version="1", seconds=1, cards=("one",))

    reply = asked(do="grade", exercise=cards.data(), submission={"one": "good"})

    assert (reply["report"]["verdict"], reply["report"]["seed"]) == ("pass", 0)


def test_behaviour_answers_with_verdicts_labels_and_values(toy: CodeExercise) -> None:
    reply = asked(do="behaviour", exercise=toy.data(), submission=DOUBLE)

    first, second = reply["behaviour"]
    values = {"shape": [3], "values": [2.0, 4.0, 6.0]}
    assert first["small_numbers"] == ["pass", [["double of (1, 2, 3)", values]]]
    assert first.keys() == second.keys()
    assert first["random_numbers"] != second["random_numbers"]


def test_each_answers_as_if_every_request_came_alone(toy: CodeExercise) -> None:
    wrong = "def double(values):\n    return values\n"
    runs: list[dict[str, Any]] = [
        {"do": "grade", "submission": wrong, "seed": 3, "stop": True},
        {"do": "behaviour", "submission": DOUBLE},
        {"do": "grade", "submission": DOUBLE, "seed": 3, "stop": True},
    ]

    replies = asked(do="each", exercise=toy.data(), runs=runs)["replies"]

    alone = [asked(exercise=toy.data(), **run) for run in runs]
    for reply in (*replies, *alone):
        reply.get("report", {}).pop("seconds", None)
    assert replies == alone


def test_each_finds_out_whose_code_replaced_what_the_grader_needs(toy: CodeExercise) -> None:
    replacing = f"import numpy\nnumpy.sum = numpy.mean\n{DOUBLE}"
    runs = [{"do": "grade", "submission": text} for text in (DOUBLE, replacing, DOUBLE)]

    replies = asked(do="each", exercise=toy.data(), runs=runs)["replies"]

    assert [reply["report"]["verdict"] for reply in replies] == ["pass", "invalid", "pass"]
    assert "numpy.sum" in replies[1]["report"]["feedback"]


def test_run_answers_with_output() -> None:
    reply = asked(do="run", submission=DOUBLE, scratch="print(double('θ\\udcff'))")

    assert reply["run"]["stdout"] == "θ?θ?\n"
    assert asked(do="run", submission=DOUBLE)["run"]["error"] is None


def test_fingerprint_is_null_when_python_cannot_read_the_text() -> None:
    assert len(asked(do="fingerprint", submission=DOUBLE)["fingerprint"]) == 64
    assert asked(do="fingerprint", submission="def")["fingerprint"] is None
    assert asked(do="fingerprint", submission=None)["fingerprint"] is None


def test_half_characters_of_an_exception_reach_the_other_side(toy: CodeExercise) -> None:
    text = "def double(values):\n    raise ValueError('\\udcff')\n"

    reply = asked(do="grade", exercise=toy.data(), submission=text)

    assert "\udcff" in reply["report"]["python"]


@pytest.mark.parametrize("request_", [{"do": "sing"}, {}])
def test_unknown_request_is_refused(request_: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        answer(json.dumps(request_))


def test_only_code_behaves() -> None:
    cards = RecallExercise(id="a/b", version="1", seconds=1, cards=("one",))

    with pytest.raises(KeyError, match="only code"):
        asked(do="behaviour", exercise=cards.data(), submission={})


def test_what_is_prepared_is_not_compiled_again(
    toy: CodeExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = json.dumps({"do": "grade", "exercise": toy.data(), "submission": DOUBLE})
    assert prepare(request)
    assert len(prepared_files()) == 3

    with monkeypatch.context() as patch:
        patch.setattr("grader.isolation.compilation.compile", None, raising=False)
        report = json.loads(answer(request))["report"]

    assert report["verdict"] == "pass"
    assert not prepared_files()


@pytest.mark.parametrize("text", ["def double(:", "(" * 60, "", "x = '\udcff'", 5, "x = '\\d'"])
def test_preparing_changes_no_report(toy: CodeExercise, text: Any) -> None:
    request = {"do": "grade", "exercise": toy.data(), "submission": text}
    expected = asked(**request)["report"]

    prepare(json.dumps(request))

    assert {**asked(**request)["report"], "seconds": 0} == {**expected, "seconds": 0}


def test_nothing_stays_prepared_for_a_later_request(toy: CodeExercise) -> None:
    prepare(json.dumps({"do": "run", "submission": "x = 1", "scratch": "x"}))
    assert len(prepared_files()) == 2

    assert not prepare(json.dumps({"do": "fingerprint", "submission": "y = 1"}))
    assert prepared_files() == ["submission.py"]
