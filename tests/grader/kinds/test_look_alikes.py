"""What mutants are taken for, with as little running as that takes."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from grader import CodeExercise
from grader.expectations import step_limit
from grader.expectations.step_limit import STEPS_LEAST, Steps
from grader.kinds.look_alikes import LookAlikes
from tests.grader.expectations.test_recognition import ABSOLUTE, double, knowing

TRIPLE = double("return 3 * values")
ENDLESS = double("while True: pass")


@pytest.fixture
def known(toy: CodeExercise) -> CodeExercise:
    return knowing(
        toy,
        ("absolute", "fail", "random_numbers", ABSOLUTE),
        ("triple", "fail", "small_numbers", TRIPLE),
    )


def names(exercise: CodeExercise, *mutants: tuple[str, str]) -> list[tuple[list[str], list[str]]]:
    forms = {"absolute": [ABSOLUTE], "triple": [TRIPLE]}
    return LookAlikes(exercise, forms, (1,)).names_of(mutants)


def test_a_mutant_has_the_name_of_the_mistake_that_it_makes(known: CodeExercise) -> None:
    mutants = [
        ("", double("return values + values + values")),
        ("", double("return 4 * values")),
        ("absolute", double("return abs(2 * values)")),
        ("triple", double("return abs(2 * values)")),
    ]

    assert names(known, *mutants) == [(["triple"], []), ([], []), ([], []), (["absolute"], [])]


def test_a_look_alike_is_found_out_at_a_further_seed(known: CodeExercise) -> None:
    drawn = np.random.default_rng([1, zlib.crc32(b"random_numbers")]).normal()
    other = double(f"return abs(2 * values) + (values[0] == {drawn!r})")

    assert names(known, ("", other)) == [(["absolute"], ["absolute"])]


def test_an_endless_mutant_ends_soon(known: CodeExercise, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    allow = Steps.allow

    def noting(steps: Steps, most: int = step_limit.MOST_STEPS) -> None:
        made.append(steps.made)
        allow(steps, most)

    monkeypatch.setattr(Steps, "allow", noting)

    assert names(known, ("", ENDLESS), ("", TRIPLE)) == [([], []), (["triple"], [])]
    assert STEPS_LEAST < max(made) < STEPS_LEAST + 10
