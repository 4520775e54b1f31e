"""Exercises survive the way through JSON unchanged."""

import json
from dataclasses import replace

import pytest

from grader import CodeExercise, RecallExercise, exercise_from_data
from grader.exercise import Behaviour, ClassifyExercise, Item, Known, RecognisedSubmission

PAIRS = Item(
    id="pairs",
    text="Socks in pairs.",
    phrases={"pairs": "in pairs"},
    label="even",
    deciding=("pairs",),
    why={"odd": "Nothing is left over."},
)


@pytest.mark.parametrize(
    "exercise",
    [
        RecallExercise(id="a/b", version="1", seconds=2, cards=("one", "two")),
        ClassifyExercise(
            id="a/b", version="1", seconds=2, labels=("even", "odd"), items=(PAIRS,), draw=1
        ),
    ],
    ids=["recall", "classify"],
)
def test_json_form_is_read_back_as_the_same_exercise(
    exercise: RecallExercise | ClassifyExercise,
) -> None:
    assert exercise_from_data(json.loads(json.dumps(exercise.data()))) == exercise


def test_code_with_known_traces_is_read_back_as_the_same_exercise(toy: CodeExercise) -> None:
    behaviour = Behaviour({"random_numbers": 1}, {"random_numbers": 0})
    stored = RecognisedSubmission(
        "absolute", "fail", "random_numbers", "Signs are lost.", behaviour
    )
    findings = [("pass", [["label", [1.5]]]), ("fail", [])]
    known = Known(findings, Behaviour({"random_numbers": 0}, {"random_numbers": 0}), (stored,))

    exercise = exercise_from_data(json.loads(json.dumps(replace(toy, known=known).data())))

    assert isinstance(exercise, CodeExercise)
    assert exercise.known == known
    assert exercise.defines == ("double(values)",)


def test_data_names_the_kind(toy: CodeExercise) -> None:
    assert toy.data()["kind"] == "code"


def test_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="diagnose"):
        exercise_from_data({"kind": "diagnose"})


@pytest.mark.parametrize("change", [{"colour": "red"}, {"id": None}])
def test_unknown_or_missing_key_is_refused(
    toy: CodeExercise, change: dict[str, str | None]
) -> None:
    data = {key: value for key, value in {**toy.data(), **change}.items() if value is not None}

    with pytest.raises(TypeError):
        exercise_from_data(data)
