"""Each kind of change to a solution, with what it makes of a line, and what it leaves alone."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from tools.common.paths import ROOT
from tools.mutants.make import mutants_of
from tools.mutants.operators import OPERATORS
from tools.mutants.source import Source


def changed(operator: str, source: str) -> list[str]:
    """The lines that a kind of change writes into a source."""
    return [
        line[1:].strip()
        for mutant in mutants_of(dedent(source))
        if mutant.operator == operator
        for line in mutant.diff.splitlines()
        if line.startswith("+")
    ]


@pytest.mark.parametrize(
    ("operator", "line", "expected"),
    [
        ("operator", "y = a + b", ["y = a - b", "y = a * b", "y = a / b"]),
        (
            "operator",
            "y = (a + b) @ c",
            ["y = (a + b) * c", "y = (a - b) @ c", "y = (a * b) @ c", "y = (a / b) @ c"],
        ),
        ("operator", "y += b", ["y = b", "y -= b", "y *= b", "y /= b"]),
        ("operator", "y //= b", ["y = b", "y /= b", "y *= b"]),
        ("operator", "y = a**b", ["y = a*b"]),
        ("comparison", "y = a < b", ["y = a <= b", "y = a > b", "y = a >= b"]),
        (
            "comparison",
            "y = 0 <= a < b",
            [
                "y = 0 < a < b",
                "y = 0 > a < b",
                "y = 0 >= a < b",
                "y = 0 <= a <= b",
                "y = 0 <= a > b",
                "y = 0 <= a >= b",
            ],
        ),
        ("comparison", "y = a != b", ["y = a == b", "y = a < b", "y = a > b"]),
        ("comparison", "y = a in b", ["y = a not in b"]),
        ("comparison", "y = a is not None", ["y = a is None", "y = a"]),
        ("comparison", "y = f(a) is None", ["y = f(a) is not None", "y = not f(a)"]),
        (
            "condition",
            "y = a and b and c",
            ["y = a or b or c", "y = b and c", "y = a and c", "y = a and b"],
        ),
        (
            "condition",
            "y = (a or b) and c",
            [
                "y = (a or b) or c",
                "y = c",
                "y = a or b",
                "y = (a and b) and c",
                "y = (b) and c",
                "y = (a) and c",
            ],
        ),
        ("condition", "y = not a", ["y = a"]),
        ("condition", "y = b if a else c", ["y = b if not a else c"]),
        ("constant", "y = 3.0 * a", ["y = 0.0 * a", "y = 1.0 * a", "y = -1.0 * a", "y = 6.0 * a"]),
        ("constant", "y = a**2", ["y = a**0", "y = a**-1", "y = a**4"]),
        ("constant", "y = f(out=True)", ["y = f(out=False)"]),
        ("off by one", "y = a[i]", ["y = a[i + 1]", "y = a[i - 1]"]),
        (
            "off by one",
            "y = a[i * 2 :, 3]",
            [
                "y = a[(i * 2) + 1 :, 3]",
                "y = a[(i * 2) - 1 :, 3]",
                "y = a[i * 3 :, 3]",
                "y = a[i * 2 :, 4]",
                "y = a[i * 2 :, 2]",
            ],
        ),
        ("off by one", "y = range(n)", ["y = range(n + 1)", "y = range(n - 1)", "y = range(1, n)"]),
        ("off by one", "y = len(a) * b", ["y = (len(a) + 1) * b", "y = (len(a) - 1) * b"]),
        ("axis", "y = a.sum(axis=1)", ["y = a.sum(axis=0)", "y = a.sum()"]),
        ("axis", "y = a.mean(axis=-1)", ["y = a.mean(axis=-2)", "y = a.mean()"]),
        ("axis", "y = a.shape[2]", ["y = a.shape[1]"]),
        ("constant", "y = f(a.shape[1], axis=-1)", []),
        ("off by one", "y = f(a.shape[1], axis=-1)", []),
        (
            "axis",
            "y = np.sum(a, axis=0, keepdims=True)",
            [
                "y = np.sum(a, axis=1, keepdims=True)",
                "y = np.sum(a, keepdims=True)",
                "y = np.sum(a, axis=0)",
            ],
        ),
        ("axis", "y = a @ b.T", ["y = a @ b"]),
        ("sign", "y = a - b", ["y = -(a - b)"]),
        ("sign", "y = -a", ["y = a"]),
        ("sign", "y = a[-1]", ["y = -a[-1]", "y = a[1]"]),
        (
            "sign",
            "f(a * b, (c / d).T, e + g)",
            ["f(-a * b, (c / d).T, e + g)", "f(a * b, (-c / d).T, e + g)"],
        ),
        ("factor", "y = a * b", ["y = 2 * a * b"]),
        ("factor", "y += a + b", []),
        ("factor", "y = a - b, 0.5 * c", ["y = 2 * (a - b), 0.5 * c"]),
        ("left out", "y = a**2 + b * b", ["y = a + b * b", "y = a**2 + b"]),
        ("left out", "y = np.sqrt(a) + math.log(b, 2)", ["y = a + math.log(b, 2)"]),
        ("keepdims", "y = a.sum(axis=0)", ["y = a.sum(axis=0, keepdims=True)"]),
        ("keepdims", "y = np.stack(a, axis=0)", []),
        ("keepdims", "y = a.sum(axis=0).mean()", []),
        ("whole numbers", "y = a.astype(float)", ["y = a.astype(int)"]),
        ("whole numbers", "y = np.zeros(3, dtype=float)", ["y = np.zeros(3, dtype=int)"]),
        ("sign", "y = np.zeros(3)", []),
        ("sign", "a, b = f(c)", []),
        ("copy", "y = a.copy()", ["y = a"]),
        (
            "copy",
            "y = np.array(a) + copy.deepcopy(b)",
            ["y = a + copy.deepcopy(b)", "y = np.array(a) + b"],
        ),
        ("swapped", "y = f(a, b, c)", ["y = f(b, a, c)", "y = f(a, c, b)"]),
        ("swapped", "y = np.maximum(a, b)", []),
        ("swapped", "y = a - b * c", ["y = b * c - a"]),
        ("swapped", "y = (a + b) / c", ["y = (c) / (a + b)"]),
        ("swapped", "a, b = f(c)", ["b, a = f(c)"]),
        ("swapped", "a, b, c = None, None, 0", ["a, b, c = None, 0, None"]),
        ("in place", "y = y - a", ["y -= a"]),
        ("in place", "y = a - y", []),
        (
            "mean or sum",
            "y = a.sum() + np.max(b)",
            ["y = a.mean() + np.max(b)", "y = a.sum() + np.min(b)"],
        ),
        ("mean or sum", "y = sum(a) + max(b)", ["y = sum(a) + min(b)"]),
    ],
)
def test_change_of_a_line(operator: str, line: str, expected: list[str]) -> None:
    assert changed(operator, f"{line}\n") == expected


ARRAYS = """
import numpy as np


def mix(W, x, y, f, count):
    '''Args:
        W: float[K, P], weights.
        S: float[P, P], symmetric.
        x: float[P], input.
    '''
    mixed = np.zeros(count)
    mark = np.zeros(3)
    mark[1] = 1.0
    for place in range(len(x), count):
        mixed[place] = f(x)
        mixed += W @ x
    return mixed - y @ S
"""


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("whole numbers", ["mixed = np.zeros(count, dtype=int)"]),
        ("transposed", ["mixed += W.T @ x"]),
        # f is called and so takes no other's place; W and count are no neighbours
        (
            "other argument",
            ["mixed[place] = f(W)", "mixed[place] = f(y)", "mixed += x @ x", "mixed += W @ W",
             "mixed += W @ y", "return mixed - x @ S"],
        ),
        ("indentation", ["mixed += W @ x", "return mixed - y @ S"]),
    ],
)  # fmt: skip
def test_change_that_hangs_on_the_lines_around(operator: str, expected: list[str]) -> None:
    assert changed(operator, ARRAYS) == expected


def test_a_loop_ends_one_statement_early_or_late() -> None:
    texts = [mutant.text for mutant in mutants_of(ARRAYS) if mutant.operator == "indentation"]

    assert texts == [
        ARRAYS.replace("        mixed += W", "    mixed += W"),
        ARRAYS.replace("    return", "        return"),
    ]


def test_the_same_number_in_another_spelling_is_no_mutant() -> None:
    texts = [mutant.text for mutant in mutants_of("y = a[:, -1] + b\n")]

    assert "y = a[:, --1] + b\n" not in texts
    assert {"y = a[:, 1] + b\n", "y = a[:, -2] + b\n"} <= set(texts)


@pytest.mark.parametrize(
    ("name", "source", "left"),
    [
        ("alone in its block", "if a:\n    b()\n", "if a:\n    pass\n"),
        ("among others", "def f():\n    a()\n    return b\n", "def f():\n    return b\n"),
        ("over several lines", "a = [\n    1,\n]\nb = a\n", "b = a\n"),
        ("behind a colon", "if a: b()\n", "if a: pass\n"),
    ],
)
def test_dropped_statement(name: str, source: str, left: str) -> None:
    texts = [mutant.text for mutant in mutants_of(source) if mutant.operator == "dropped statement"]

    assert left in texts


LOOP = """
def play(env, rounds):
    env.start()
    results = []
    for i in range(rounds):
        total = 0
        first = env.reset(i)
        while True:
            total += env.step(first)
            if total > 3:
                break
        results.append(total)
    return results
"""


def test_skipped_reset_begins_too_early_too_often_or_in_the_call_before() -> None:
    texts = [mutant.text for mutant in mutants_of(LOOP) if mutant.operator == "skipped reset"]

    assert (
        LOOP.replace("        total = 0\n", "").replace("    for i", "    total = 0\n    for i")
        in texts
    )
    assert (
        LOOP.replace("    env.start()\n", "").replace(
            "        total = 0", "        env.start()\n        total = 0"
        )
        in texts
    )
    assert "\nresults = []\n\n\n" + LOOP[1:].replace("results = []", "global results") in texts
    # its value needs the loop's own name
    assert not any("    first = env.reset(i)\n    for" in text for text in texts)


DRAWS = """
import numpy as np


def shuffled(G, rng):
    made = np.random.default_rng(7)
    for i in range(len(G)):
        for j in rng.permutation(len(G)):
            G[i] += made.normal(i)
"""


def test_shared_generator() -> None:
    lines = changed("shared generator", DRAWS)

    assert "for j in np.random.permutation(len(G)):" in lines
    assert "for j in np.random.default_rng(0).permutation(len(G)):" in lines
    assert "drawn = rng.permutation(len(G))" in lines
    assert "G[i] += np.random.normal(i)" in lines
    assert "made = np.random.default_rng(0)" in lines
    assert "made = np.random.default_rng()" in lines
    assert "drawn = made.normal(i)" in lines  # out of the inner loop, not out of that over i
    assert lines.count("drawn = made.normal(i)") == 1


def test_what_is_no_code_is_left_alone() -> None:
    source = '''
import numpy as np


def same(values: "list[float]" = None, *, more: int = None) -> "tuple[1, 2]":
    """Text with 1 + 2."""
    note: int
    return f"{values} {3 + 4}"
'''
    assert {mutant.operator for mutant in mutants_of(source)} == {"dropped statement", "sign"}


def test_every_mutant_is_different_python_and_says_where_it_differs() -> None:
    mutants = mutants_of(LOOP)

    trees = [ast.dump(ast.parse(mutant.text)) for mutant in mutants]
    assert len({*trees, ast.dump(ast.parse(LOOP))}) == len(mutants) + 1 > 20
    assert len({mutant.diff for mutant in mutants}) == len(mutants)
    assert all(mutant.diff.startswith("@@ play @@\n") for mutant in mutants)
    assert {mutant.operator for mutant in mutants} <= set(OPERATORS)


@pytest.mark.parametrize("path", sorted((ROOT / "metarl").glob("*.py")), ids=lambda one: one.stem)
def test_every_change_to_longer_code_is_still_python(path: Path) -> None:
    source = Source(path.read_text("utf-8"))
    changes = [
        edits
        for node in source.nodes()
        for operator in OPERATORS.values()
        for edits in operator(source, node)
    ]

    for edits in changes[::10]:
        assert source.edited(edits) is not None, edits


def test_mutants_that_are_the_same_code_are_made_once() -> None:
    # 1 - 1 and 1 to 0, 1 + 1 and twice 1 are the same; a name's other spelling is no change.
    assert changed("constant", "y = 1\n") == ["y = 0", "y = -1", "y = 2"]
    assert changed("off by one", "y = 1\n") == []


def test_letters_outside_ascii_do_not_move_the_place() -> None:
    assert changed("operator", "ŷ = 'Übung', θ + α, 'ß'\n") == [
        "ŷ = 'Übung', θ - α, 'ß'",
        "ŷ = 'Übung', θ * α, 'ß'",
        "ŷ = 'Übung', θ / α, 'ß'",
    ]
