"""The line that embeds an exercise is found where it counts, and nowhere else."""

import pytest

from tools.course.embeds import embeds


@pytest.mark.parametrize(
    "line", ["::: exercise maml/inner-adapt", ":::exercise maml/inner-adapt", "::: exercise  a/b  "]
)
def test_line_embeds_an_exercise(line: str) -> None:
    assert list(embeds(["# Title", line])) == [(1, line.split()[-1])]


@pytest.mark.parametrize(
    "line",
    [
        "    ::: exercise a/b",
        "Write ::: exercise a/b",
        "::: exercise",
        "::: exercise a/b c",
        "::: figure a/b",
        "`::: exercise a/b`",
    ],
)
def test_other_lines_embed_nothing(line: str) -> None:
    assert list(embeds([line])) == []


@pytest.mark.parametrize(
    "block",
    [
        ["```", "::: exercise a/b", "```"],
        ["~~~ text", "::: exercise a/b", "~~~"],
        ["````", "```", "::: exercise a/b", "```", "````"],
        ["```", "~~~", "::: exercise a/b", "```"],
        ["```", "``` not the end", "::: exercise a/b", "```"],
        ["```", "::: exercise a/b"],
    ],
)
def test_code_blocks_embed_nothing(block: list[str]) -> None:
    assert list(embeds(block)) == []


def test_lines_after_a_code_block_count_again() -> None:
    lines = ["```", "::: exercise a/b", "```", "::: exercise a/c", "", "::: exercise a/d"]

    assert list(embeds(lines)) == [(3, "a/c"), (5, "a/d")]
