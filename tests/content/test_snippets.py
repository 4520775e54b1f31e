"""Python that pages show runs, and gives what is written beside it.

The prompts of exercises have a rule of the contract for this; examples of submissions and the
guide to a first contribution have tests of their own for what they lead to.
"""

from __future__ import annotations

import ast
from typing import Any

import pytest

from tools.common.paths import ROOT
from tools.contract.example_rules import example_findings
from tools.course.embeds import code_blocks
from tools.figures.figure import load

PAGES = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/**/*.md")
LEFT_OUT = "…"  # marks a fragment
# what a block may use without importing it: the rest of the file that it is from
FILES = {"docs/authoring/figures.md": "conflict"}
SNIPPETS = [
    pytest.param(path.relative_to(ROOT).as_posix(), block, id=f"{path.name}:{line + 1}")
    for pattern in PAGES
    for path in sorted(ROOT.glob(pattern))
    for block, line in code_blocks(path.read_text("utf-8"))
]


def names(page: str) -> dict[str, Any]:
    """What the snippets of a page may use."""
    return dict(load(ROOT, FILES[page]).frame.__globals__) if page in FILES else {}


@pytest.mark.parametrize(("page", "snippet"), SNIPPETS)
def test_a_snippet_runs_and_gives_what_it_says(page: str, snippet: str) -> None:
    if LEFT_OUT in snippet:
        ast.parse(snippet.replace(LEFT_OUT, "..."))
        return
    exec(snippet, names(page))
    assert list(example_findings(f"```python\n{snippet}```\n", "")) == []
