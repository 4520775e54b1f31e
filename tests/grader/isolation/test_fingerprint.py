"""Two texts that do the same in the same way are the same attempt."""

import pytest

from grader.isolation.fingerprint import fingerprint, normalised

DOUBLE = "def double(values):\n    total = values + values\n    return total\n"


@pytest.mark.parametrize(
    "text",
    [
        DOUBLE.replace("total", "result"),
        DOUBLE.replace("values", "x"),
        DOUBLE + "# a comment\n\n\n",
        DOUBLE.replace("    ", "\t"),
        DOUBLE.replace("\n", "\r\n"),
        "\ufeff" + DOUBLE,
        '"""Docstring."""\n' + DOUBLE,
        DOUBLE.replace("    total", '    """Twice."""\n    total'),
        DOUBLE.replace("(values)", "(values: int) -> int"),
        DOUBLE.replace("total =", "total: int ="),
        DOUBLE.replace("values + values", "(values\n        + values)"),
    ],
)
def test_layout_names_docstrings_and_annotations_do_not_count(text: str) -> None:
    assert fingerprint(text) == fingerprint(DOUBLE)


@pytest.mark.parametrize(
    "text",
    [
        DOUBLE.replace("+", "*"),
        DOUBLE.replace("double", "twice"),
        DOUBLE.replace("values + values", "values + 0"),
        DOUBLE.replace("return total", "return values"),
        DOUBLE.replace("    total =", "    global total\n    total ="),
        DOUBLE + "double(1)\n",
    ],
)
def test_changed_behaviour_counts(text: str) -> None:
    assert fingerprint(text) not in (fingerprint(DOUBLE), None)


def test_swapped_names_count() -> None:
    assert normalised("def f(a, b):\n    return a - b\n") == normalised(
        "def f(b, a):\n    return b - a\n"
    )
    assert normalised("def f(a, b):\n    return a - b\n") != normalised(
        "def f(a, b):\n    return b - a\n"
    )


def test_names_of_nested_functions_do_not_clash() -> None:
    inner = "def f(a):\n    def g(b):\n        c = a + b\n        return c\n    return g\n"

    renamed = inner.replace("b", "x").replace("c =", "y =").replace("return c", "return y")

    assert normalised(renamed) == normalised(inner)
    assert normalised(inner.replace("a + b", "a + a")) != normalised(inner)


def test_function_of_a_docstring_alone_does_nothing() -> None:
    assert normalised('def f():\n    """Later."""\n') == normalised("def f():\n    pass\n")


@pytest.mark.parametrize("text", ["", "def", "x = '\0'", "(" * 999, "x = '\udcff'", None, 5])
def test_text_that_python_cannot_read_has_none(text: object) -> None:
    assert fingerprint(text) is None


def test_escape_that_python_warns_of_is_read() -> None:
    assert fingerprint("x = '\\d'\nif x is 1: pass\n") is not None
