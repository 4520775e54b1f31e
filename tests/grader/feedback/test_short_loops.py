"""A loop that its return ends too soon is told of, and no other."""

import pytest

from grader.feedback.short_loops import short_loop

HEAD = "def f(xs):\n    total = 0\n    for x in xs:\n"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("        total += x\n        return total\n", (5, 3)),
        ("        if x:\n            total += x\n        return total\n", (6, 3)),
        ("        while x:\n            x -= 1\n            return x\n    return total\n", (6, 4)),
        (
            "        for y in x:\n            if y:\n                continue\n"
            "            total += y\n        return total\n",
            (8, 3),
        ),
        ("        total += x\n    return total\n", ()),
        ("        if x:\n            return x\n    return total\n", ()),
        ("        if not x:\n            continue\n        return x\n", ()),
        (
            "        try:\n            x / 2\n        except TypeError:\n            continue\n"
            "        return x\n",
            (),
        ),
        ("        def g():\n            return x\n        total += g()\n    return total\n", ()),
    ],
)
def test_return_inside_a_loop(body: str, lines: tuple[int, ...]) -> None:
    short = short_loop(HEAD + body)

    if lines:
        own, loop = lines
        assert short.startswith(f"The return on line {own} stands inside the loop of line {loop},")
    else:
        assert short == ""
