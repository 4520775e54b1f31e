"""What readers see of numbers with their origins, and what is left alone."""

from __future__ import annotations

import pytest

from tools.course.origins import definitions, hide_origins, origins, unclear_origins


@pytest.mark.parametrize(
    ("text", "readers_see"),
    [
        ("It is {{ 0.24 = loss(2) }}.", "It is 0.24."),
        (
            r"\(\mathcal{N}{{ (0.4, 0.8) = both }} = {{ -1 = x }}\)",
            r"\(\mathcal{N}(0.4, 0.8) = -1\)",
        ),
        ("| a | {{ 1 | 2 = [f(k, n=1) for k in (1, 2)] }} |", "| a | 1 | 2 |"),
        ("about {{ 2\nto 5 = low,\nhigh }} %", "about 2\nto 5 %"),
        ("of `{{ 1 = x }}` and {{ 2 = x }}", "of `{{ 1 = x }}` and 2"),
        ("```\n{{ 1 = x }}\n```\n{{ 2 = x }}", "```\n{{ 1 = x }}\n```\n2"),
        (
            "  ~~~~ md\n~~~\n{{ 1 = x }}\n  ~~~~\n{{ 2 = x }}",
            "  ~~~~ md\n~~~\n{{ 1 = x }}\n  ~~~~\n2",
        ),
        (r"{{ page.title }}, \frac{{a}}{{b = 1}}", r"{{ page.title }}, \frac{{a}}{{b = 1}}"),
        ("{{ 1 = \n\n x }}", "{{ 1 = \n\n x }}"),
        ("End.\n\n<!-- numbers\nx = 1  # {{ 1 = x }}\n-->\n", "End.\n\n"),
        ("<!-- a comment -->", "<!-- a comment -->"),
    ],
)
def test_readers_see_the_number_and_no_origin(text: str, readers_see: str) -> None:
    assert hide_origins(text) == readers_see


def test_lines_can_be_kept() -> None:
    text = "A {{ 1\nto 2 = x,\ny }}.\n<!-- numbers\nx = 1\n-->\nB ```\n"
    assert hide_origins(text, keep_lines=True).splitlines() == [
        "A 1",
        "to 2",
        ".",
        "",
        "",
        "",
        "B ```",
    ]


def test_an_origin_has_its_line() -> None:
    text = "One.\n\nTwo {{ 2 = x }} and {{ 3\n = y == 4 }}.\n\n<!-- numbers\nx = 2\ny = 3\n-->\n"
    assert list(origins(text)) == [("2", "x", 3), ("3", "y == 4", 3)]
    assert definitions(text) == [("x = 2\ny = 3\n", 7)]


def test_what_readers_would_see_in_braces_is_told() -> None:
    text = "{{0.24 = x}}\n{{ 0.24= x }} {{ title = x }} {{ 0.24 = x }}\n`{{1=2}}`"
    assert list(unclear_origins(text)) == [("{{0.24 = x}}", 1), ("{{ 0.24= x }}", 2)]
