"""The commonest mistakes get a sentence in the learner's own terms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.exceptions import sentence
from grader.files import FILE
from grader.isolation.compilation import compile_quotable, compile_submission
from grader.isolation.source_text import Invalid
from tests.faults.mistakes import EXCEPTIONS
from tests.faults.slips import SLIPS


def said(text: str) -> str:
    """The feedback on a text that raises an exception, without its beginning."""
    names: dict[str, Any] = {"np": np, "theta": np.ones(2), "alpha": 0.5}
    try:
        exec(compile_quotable(text, FILE), names)
    except BaseException as error:
        return sentence("", error, None).partition(". ")[2]
    raise AssertionError("nothing was raised")


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(("text", "words"), EXCEPTIONS)
def test_exception_gets_its_advice(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(("text", "words"), SLIPS)
def test_slip_gets_its_advice(text: str, words: str) -> None:
    with pytest.raises(Invalid) as caught:
        compile_submission(text)

    assert caught.value.feedback.partition(". ")[2] == words


@pytest.mark.parametrize(
    "text",
    [
        "raise ValueError",
        "raise ValueError(3)",
        "raise TypeError('of my own')",
        "raise KeyError",
        "raise NameError",
        "raise UnboundLocalError('x')",
        "raise AttributeError(name=3)",
        "raise ModuleNotFoundError(name=[])",
        "class E(TypeError): args = 5\nraise E",
        "class E(NameError):\n    name = property(lambda self: 1 / 0)\nraise E('x')",
        "class E(AttributeError):\n    obj = name = property(lambda self: exit())\nraise E",
        "class M(type):\n    __module__ = property(lambda cls: 1 / 0)\n"
        "class ValueError(Exception, metaclass=M): pass\nraise ValueError('x')",
        "class A:\n    def __dir__(self): raise SystemExit\nA().b",
        "import sys\nm = type(sys)('m')\ndel m.__name__\nm.x",
        "globals()[3] = 4\nraise NameError(name='x')",
        "class D(dict):\n    def __iter__(self): raise SystemExit\n"
        "class M(type):\n    __prepare__ = classmethod(lambda *_: D())\n"
        "class A(metaclass=M): missing",
    ],
)
def test_exception_of_ones_own_is_no_danger(text: str) -> None:
    assert type(said(text)) is str


def test_name_that_nothing_resembles_is_said_to_be_missing() -> None:
    assert said("qqqqqq") == (
        "There is no qqqqqq here: give it a value first, or pass it in as an argument."
    )


def test_names_inside_the_function_are_looked_at() -> None:
    text = "def f(gradient):\n    return gradeint\nf(1)"

    assert said(text) == "There is no gradeint here; did you mean gradient?"
