"""What stands on a page by way of an exercise is held to the page's rules."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.contract.page_rules import read_pages
from tools.contract.problems import page_problems
from tools.course.folder import load_course

COURSE = Path(__file__).parents[2] / "course"


def test_a_dead_link_in_a_prompt_is_told_on_the_page_that_embeds_it(tmp_path: Path) -> None:
    root = shutil.copytree(COURSE, tmp_path / "course")
    prompt = root / "exercises/arithmetic/double/prompt.md"
    prompt.write_text(f"{prompt.read_text('utf-8')}\nSee [there](#nowhere).\n", "utf-8")
    page = root / "docs/concepts/doubling.md"
    lines = page.read_text("utf-8").splitlines()

    (problem,) = page_problems("concepts/doubling", read_pages(root), load_course(root))

    assert problem.rule == "links"
    assert problem.message.startswith(
        "the link #nowhere in the prompt of arithmetic/double leads to no heading"
    )
    assert problem.line == lines.index("::: exercise arithmetic/double") + 1
