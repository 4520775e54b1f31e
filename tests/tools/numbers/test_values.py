"""What an expression may name, what it depends on, and that it is computed once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.course.origins import definitions
from tools.numbers import values
from tools.numbers.values import Scope, depends_on, trees_needed

COURSE = ROOT / "tests" / "course"


def scope(source: str = "", root: Path = COURSE) -> Scope:
    return Scope(root, "page.md", definitions(f"<!-- numbers\n{source}\n-->"))


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the values are kept."""
    monkeypatch.setattr(values, "CACHE", Cache(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 / 4", [0.25]),
        ("np.eye(2)", [1, 0, 0, 1]),
        ("{'a': (1, [2.5]), 'b': '−1,000.5'}", [1, 2.5, -1000.5]),
        ("(n / 2 for n in range(3))", [0, 0.5, 1]),
        ("np.array([1.0, 3.0]).max() > 2", True),
        ("figure('pictured').table(State(value=3)).rows", [3, 6]),
        ("len(exercise('arithmetic/double')['defines'])", [1]),
    ],
)
def test_an_expression_gives_numbers_or_whether_something_is_so(
    expression: str, value: object
) -> None:
    assert scope().value(expression) == value


def test_our_packages_are_there_by_name() -> None:
    at_root = scope("closed = metarl.planning.bandit_values.two_arm_value", ROOT)
    assert at_root.value("closed(2)") == pytest.approx([1.0833333])
    assert at_root.value("metarl.reproductions.__name__ == 'metarl.reproductions'")
    with pytest.raises(AttributeError, match=r"there is no metarl\.nothing"):
        at_root.value("metarl.nothing")
    with pytest.raises(NameError):
        at_root.value("open('mkdocs.yml')")


def test_a_value_is_computed_again_only_if_a_definition_that_it_needs_has_changed(
    kept: Path,
) -> None:
    source = "def f(x):\n    return g * x\n\ng = {}\nother = {}\n"
    for g, other, count in ((2, 0, 1), (2, 1, 1), (3, 1, 2)):
        assert scope(source.format(g, other)).value("f(2)") == [2 * g]
        assert len(list(kept.iterdir())) == count


def test_a_value_depends_on_code_and_data_that_it_names() -> None:
    def files(expression: str) -> set[str]:
        paths = depends_on(ROOT, [ast.parse(expression)])
        return {path.relative_to(ROOT).as_posix() for path in paths}

    assert files("np.sqrt(2)") == set()
    code = files("metarl.multitask.surgery.pcgrad(G, rng)")
    assert {"metarl/multitask/surgery.py", "metarl/shapes.py"} <= code
    assert not any(name.startswith("docs/data") for name in code)
    figure = files("figure('conflict').TITLE")
    assert {"docs/figures/conflict.py", "metarl/multitask/surgery.py"} <= figure
    assert not any(name.startswith("docs/data") for name in figure)
    recipe = files("recipes.sine_starts.ALPHA")
    assert {"docs/figures/recipes/sine_starts.py", "docs/data/figures/sine_starts.json"} <= recipe
    assert "docs/data/figures/rl2_agents.json" in files("figure('hidden-state').agent()")
    assert files("reproduced('bandits', 'n = 10')") == {"docs/data/reproductions/bandits.json"}
    assert files("exercise('rl2/trial-loop')") == {"exercises/rl2/trial-loop/exercise.toml"}
    assert "docs/data/reproductions/bandits.json" in files("len(tables())")


@pytest.mark.parametrize(
    "statement", ["x = 1", "x[0] = 1", "x.y += 1", "x: int = 1", "x.append(1)", "import a as x"]
)
def test_a_statement_that_changes_what_a_name_stands_for_is_needed(statement: str) -> None:
    (needed,) = ast.parse(statement).body
    assert trees_needed(ast.parse("x", mode="eval"), [needed])[1:] == [needed]


def test_definitions_are_needed_by_way_of_others() -> None:
    statements = ast.parse("a = b\nb = 1\nc = 2\ndef d():\n    return c").body
    needed = trees_needed(ast.parse("a + d()", mode="eval"), statements)
    assert [ast.unparse(each) for each in needed[1:]] == [
        "a = b",
        "def d():\n    return c",
        "b = 1",
        "c = 2",
    ]
