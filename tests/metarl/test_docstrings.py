"""What the docstrings of metarl promise: shapes in letters of one table, and sources of methods."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.common.paths import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("## Letters for shapes")[2]
LETTERS = set(re.findall(r"^\| `(\w+)` \|", GLOSSARY, flags=re.MULTILINE))
WORKS = tomllib.loads((ROOT / "docs" / "sources.toml").read_text("utf-8"))
KEY = r"\b[a-z]+-\d{4}-[a-z0-9-]*[a-z0-9]"
# what the other side of a race holds is PyTorch's
MODULES = sorted(
    path for path in (ROOT / "metarl").rglob("*.py") if not path.stem.endswith("_torch")
)
# recipes and races use the methods; each has its sources in one list
METHODS = [path for path in MODULES if not {"reproductions", "races"} & set(path.parts)]

EXERCISES = sorted(
    path for name in ("prompt.md", "solution.py") for path in (ROOT / "exercises").rglob(name)
)

# Functions that need no source: helpers, textbook knowledge, and what was made for this library.
HELPERS = {
    "metarl.shapes",
    "metarl.progress",
    "metarl.networks.activations",
    "metarl.multitask.parameters",
    "metarl.explore.arms.largest",
    "metarl.in_context.baselines.check_prompt",
    "metarl.multitask.simplex.least_on_line",
    "metarl.multitask.simplex.safe_ratio",
    "metarl.networks.categorical.sample_actions",
    "metarl.tasks.grid.grid_distance",
    "metarl.tasks.linear.input_moments",
    "metarl.tasks.robot.positions_of",
    "metarl.tasks.tabular.sample_rows",
}
OUR_OWN = {
    "metarl.tasks.control",
    "metarl.multitask.transfer",
    "metarl.multitask.control.returns",
    "metarl.multitask.shared.blind_and_informed",
    "metarl.in_context.linear_attention.layer_init",
    "metarl.networks.recurrent.gru_init",
    "metarl.networks.recurrent.tanh_init",
    "metarl.rl2.reinforce.schedule",
}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def functions() -> Iterator[tuple[str, str]]:
    """Name and docstring of each public function of a method's module."""
    for path in METHODS:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{name_of(path)}.{node.name}", ast.get_docstring(node) or ""


def docstrings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def unknown_letters(text: str) -> set[str]:
    """The letters in shapes that the table does not have; ``n_{l-1}`` counts as ``n_l``."""
    shapes = " ".join(re.findall(r"\b(?:float|int|bool)(?:32)?\[([^\]]*)\]", text))
    letters = re.sub(r"\bn_(?:\{[^}]*\}|\w)", "n_l", shapes)
    # "3H" is three times H
    return set(re.findall(r"[A-Za-z]\w*", letters)) - LETTERS


def without_need(name: str) -> bool:
    listed = HELPERS | OUR_OWN
    return name in listed or name.rpartition(".")[0] in listed


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_shapes_are_written_in_letters_of_the_table(path: Path) -> None:
    assert unknown_letters("\n".join(docstrings(path))) == set()


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: "-".join(path.parts[-3:]))
def test_exercises_use_the_same_letters(path: Path) -> None:
    assert unknown_letters(path.read_text("utf-8")) == set()


def test_a_letter_without_a_place_in_the_table_is_noticed() -> None:
    text = "x: float[..., N, n_0] and y: int[2X + 1], h: float32[3H], W: float[n_{l-1}, count]."
    assert unknown_letters(text) == {"X", "count"}


def test_each_public_function_names_its_source_or_is_listed() -> None:
    unsourced = [
        name for name, text in functions() if "Source: " not in text and not without_need(name)
    ]
    assert unsourced == []


def test_what_is_listed_exists_and_has_no_source() -> None:
    texts = dict(functions())
    for entry in HELPERS | OUR_OWN:
        of_entry = [name for name in texts if name == entry or name.rpartition(".")[0] == entry]
        assert of_entry, entry
        assert [name for name in of_entry if "Source: " in texts[name]] == []


@pytest.mark.parametrize("path", METHODS, ids=name_of)
def test_a_source_is_a_work_of_the_bibliography(path: Path) -> None:
    for text in docstrings(path):
        source = text.partition("Source: ")[2].partition("\n\n")[0]
        # a work, or what another function follows
        assert not source or source.startswith(("as ``", *WORKS)), source
        assert set(re.findall(KEY, source)) <= set(WORKS), source
