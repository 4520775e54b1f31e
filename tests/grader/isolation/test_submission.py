"""Source text is read, executed, and blamed only for what is its own."""

from __future__ import annotations

import functools
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from grader.feedback.exceptions import MOST_WORDS, is_learners, learner_line, words_of
from grader.isolation.compilation import compile_submission
from grader.isolation.definitions import parse_define, require_definitions
from grader.isolation.source_text import MOST_CHARACTERS, Invalid, read_source
from grader.isolation.submission import own_value, run_submission

DOUBLE = ("double(values)",)


def refusal(text: Any) -> Invalid:
    with pytest.raises(Invalid) as caught:
        compile_submission(read_source(text))
    return caught.value


def namespace_of(text: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "submission"}
    exec(compile_submission(text), namespace)
    return namespace


def raised_by(text: str, *arguments: Any) -> BaseException:
    function = own_value(namespace_of(text)["double"])
    try:
        function(*arguments)
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "The submission is empty."),
        (" \n\t\n", None, "The submission is empty."),
        ("\ufeff", None, "The submission is empty."),
        ("x = 1\ny = (\n", 2, "Python cannot read line 2."),
        ("def double(values)\n    return 1\n", 1, "Python cannot read line 1."),
        ("if True:\n\tx = 1\n        y = 2\n", 3, "Python cannot read line 3."),
        ("return 1", 1, "Python cannot read line 1."),
        ("x = 1\0", 1, "Line 1 is not UTF-8 text; save the file as UTF-8, without nulls."),
        (
            "x = 1\ny = '\udcff'",
            2,
            "Line 2 is not UTF-8 text; save the file as UTF-8, without nulls.",
        ),
        (
            "x" * (MOST_CHARACTERS + 1),
            None,
            "The submission is 100,001 characters long; at most 100,000 are read.",
        ),
        (
            None,
            None,
            "A submission is the text of a Python file; this is a value of type NoneType.",
        ),
        (
            {"a": 1},
            None,
            "A submission is the text of a Python file; this is a value of type dict.",
        ),
    ],
)
def test_unreadable_text_is_invalid_with_its_line(text: Any, line: int | None, words: str) -> None:
    invalid = refusal(text)

    assert invalid.feedback.startswith(words)
    assert invalid.line == line


def test_syntax_error_keeps_pythons_own_words() -> None:
    assert "SyntaxError: '(' was never closed" in refusal("y = (\n").python


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + ")" * 5000,
        "x = " + "-" * 50_000 + "1",
        "x = " + "1+" * 45_000 + "1",
        "x = " + "[" * 150 + "]" * 150,
        "x = a" + ".b" * 45_000,
        "\n".join(" " * depth + "if x:" for depth in range(120)),
        "x = " + "lambda: " * 10_000 + "1",
    ],
    ids=["brackets", "signs", "sums", "lists", "attributes", "blocks", "lambdas"],
)
def test_deeply_nested_text_is_compiled_or_invalid(text: str) -> None:
    with suppress(Invalid):
        compile_submission(read_source(text))


@pytest.mark.parametrize(
    "text", ["\ufeffx = 1\n", "x = 1\r\n", "x = 1\r", "x = 1\n", "if 1:\n\tx = 1\n"]
)
def test_marks_and_line_ends_of_editors_are_no_content(text: str) -> None:
    assert namespace_of(read_source(text))["x"] == 1


def test_names_outside_ascii_are_read() -> None:
    namespace = namespace_of(read_source("# coding: latin-1\nθ = 'π\N{COMBINING ACUTE ACCENT}'\n"))

    assert namespace["θ"] == "π\N{COMBINING ACUTE ACCENT}"


def stopped_by(text: str) -> Invalid:
    with pytest.raises(Invalid) as caught:
        run_submission(compile_submission(text), {"__name__": "submission"})
    return caught.value


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("x = 1\n1 / 0\n", "ZeroDivisionError", 2),
        ("raise SystemExit", "SystemExit", 1),
        ("exit()", "SystemExit", 1),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", 1),
        ("class E(BaseException): pass\nraise E", "E", 2),
        ("class E(GeneratorExit): pass\nraise E", "E", 2),
        ("def f():\n    return f()\nf()\n", "RecursionError", 2),
        ("import no_such_module", "ModuleNotFoundError", 1),
        ("from grader.isolation.submission import Invalid\nraise Invalid(object())", "Invalid", 2),
    ],
)
def test_exception_at_top_level_is_invalid_with_name_and_line(
    text: str, name: str, line: int
) -> None:
    invalid = stopped_by(text)

    sentence = f"Your code stops with {name} on line {line}, before any check can run."
    assert invalid.feedback.startswith(sentence)
    assert invalid.line == line
    assert name in invalid.python


def test_innermost_line_of_the_submission_is_named() -> None:
    text = "import json\n\ndef double(values):\n    return helper(values)\n\n"
    text += "def helper(values):\n    return json.loads(values)\n"

    error = raised_by(text, "{")

    assert is_learners(error)
    assert learner_line(error) == 7
    words = words_of(error)
    assert "return json.loads(values)" in words
    assert "json/decoder.py" not in words


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\ndouble = np.linalg.inv\n",
        "import functools\ndouble = functools.partial(int, base=3)\n",
        "double = [].index\n",
        "double = complex\n",
    ],
)
def test_exception_of_a_borrowed_function_is_the_learners(text: str) -> None:
    error = raised_by(text, "x")

    assert is_learners(error)
    assert learner_line(error) is None


def test_exception_from_elsewhere_is_not_the_learners() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        print(1 / 0)

    assert not is_learners(caught.value)
    assert learner_line(caught.value) is None


def test_own_functions_and_classes_are_handed_over_as_they_are() -> None:
    namespace = namespace_of("def f(): pass\nclass C: pass\nx = 3\n")

    assert own_value(namespace["f"]) is namespace["f"]
    assert own_value(namespace["C"]) is namespace["C"]
    assert own_value(namespace["x"]) == 3
    assert own_value(len) is not len


HOSTILE = {
    "text": "def __str__(self): raise SystemExit\n    __repr__ = __str__",
    "traceback": "__traceback__ = 5",
    "cause": "__cause__ = property(lambda self: 5)",
    "context": "__context__ = property(lambda self: 1 / 0)",
    "notes": "__notes__ = property(lambda self: exit())",
    "attributes": "def __getattribute__(self, name): raise KeyboardInterrupt",
    "class": "__class__ = int",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_exception_with_hostile_attributes_is_still_blamed(body: str) -> None:
    text = f"class E(Exception):\n    {body}\n\ndef double(values):\n    raise E(values)\n"

    error = raised_by(text, 1)

    assert learner_line(error) == text.count("\n")
    assert "E" in words_of(error)


def test_exception_whose_class_hides_its_name_is_named() -> None:
    text = "class M(type):\n    @property\n    def __name__(cls): raise cls\n"
    text += "class E(Exception, metaclass=M): pass\ndef double(values): raise E\n"

    assert words_of(raised_by(text, 1))


def test_long_words_are_cut() -> None:
    error = raised_by("def double(values):\n    raise ValueError('x' * 10**6)\n", 1)

    assert len(words_of(error)) == MOST_WORDS


@pytest.mark.parametrize(
    "definition",
    [
        "def double(values): pass",
        "def double(values, scale=2): pass",
        "def double(*anything): pass",
        "double = lambda x: x",
        "double = abs",
        "class double:\n    def __init__(self, values): pass",
        "class F:\n    def __call__(self, values): pass\ndouble = F()",
    ],
)
def test_callable_with_the_right_arguments_is_accepted(definition: str) -> None:
    require_definitions(namespace_of(definition), DOUBLE)


@pytest.mark.parametrize(
    ("definition", "feedback", "line"),
    [
        (
            "x = 1",
            "Your code does not define double. Write a definition of double(values).",
            None,
        ),
        (
            "def double(values): pass\ndel double",
            "Your code does not define double. Write a definition of double(values).",
            None,
        ),
        ("double = 3", "double is of type int, not a function. Define double(values).", None),
        (
            "\ndef double(): pass",
            "double takes no arguments and cannot be called with 1 argument; "
            "define it as double(values).",
            2,
        ),
        (
            "def double(values, scale, /): pass",
            "double takes (values, scale) and cannot be called with 1 argument; "
            "define it as double(values).",
            1,
        ),
        (
            "def doubel(values): pass\ndef other(x): pass",
            "Your code defines doubel, but not double. Define it as double(values).",
            None,
        ),
        (
            "def double_all(values): pass",
            "Your code defines double_all, but not double. Define it as double(values).",
            None,
        ),
        (
            "def doubel(a, b): pass",
            "Your code does not define double. Write a definition of double(values).",
            None,
        ),
        (
            "def double(values, *, scale): pass",
            "double cannot be called with 1 argument; define it as double(values).",
            1,
        ),
        (
            "import numpy\ndouble = numpy.add",
            "double cannot be called with 1 argument; define it as double(values).",
            None,
        ),
        (
            "class double:\n    __signature__ = 5",
            "double cannot be called with 1 argument; define it as double(values).",
            None,
        ),
    ],
)
def test_missing_name_or_wrong_signature_is_invalid(
    definition: str, feedback: str, line: int | None
) -> None:
    with pytest.raises(Invalid) as caught:
        require_definitions(namespace_of(definition), DOUBLE)

    assert (caught.value.feedback, caught.value.line) == (feedback, line)


def test_two_arguments_are_spoken_of_in_the_plural() -> None:
    with pytest.raises(Invalid, match="cannot be called with 2 arguments"):
        require_definitions({"f": functools.partial(lambda: None)}, ("f(a, b)",))


def test_plain_value_may_be_anything() -> None:
    require_definitions({"theta": np.zeros(2)}, ("theta",))


def test_define_is_split_into_name_and_parameters() -> None:
    assert parse_define("f(a, b)") == ("f", ["a", "b"])
    assert parse_define("f()") == ("f", [])
    assert parse_define("theta") == ("theta", None)


@pytest.mark.parametrize("wanted", ["f(", "f(1)", "1 + 1", ""])
def test_define_of_another_form_is_refused(wanted: str) -> None:
    with pytest.raises((SyntaxError, AttributeError)):
        parse_define(wanted)
