"""mkdocs.yml as the tools read it: the exercises that the site shows, and its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.course.site_config import CONFIG, SiteConfig, read_config

KNOWN = ["one/first", "one/second", "two/first"]


@pytest.mark.parametrize("text", [None, "", "site_name: [", "- a list", "extra: words"])
def test_without_a_choice_all_exercises_are_shown(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / CONFIG).write_text(text, "utf-8")
    config = read_config(tmp_path)
    assert (config.short_name, config.exercises) == ("workbook", ("*",))
    assert all(map(config.shows, KNOWN))


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [(("one/*",), KNOWN[:2]), (("*/first",), [KNOWN[0], KNOWN[2]]), (("two/first",), KNOWN[2:])],
)
def test_a_choice_shows_what_it_names(chosen: tuple[str, ...], shown: list[str]) -> None:
    assert list(filter(SiteConfig({"extra": {"exercises": [*chosen]}}).shows, KNOWN)) == shown


def test_what_only_a_site_generator_understands_is_read_over(tmp_path: Path) -> None:
    text = "site_url: !ENV [NOT_SET, b]\nx: !!python/name:a.b\nextra: {short_name: mine}\n"
    (tmp_path / CONFIG).write_text(text, "utf-8")
    config = read_config(tmp_path)
    assert config.broken is None
    assert config.short_name == "mine"
    assert dict(config.keys) == {"site_url": "b", "x": None, "extra": {"short_name": "mine"}}


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    for name in ("first", "the-second"):
        (tmp_path / CONFIG).write_text(f"extra: {{short_name: {name}}}", "utf-8")
        assert read_config(tmp_path).short_name == name


def test_pages_are_those_of_the_navigation_whatever_its_form(tmp_path: Path) -> None:
    text = (
        "nav:\n  - Home: index.md  # first\n  - Concepts:\n    - 'A: b': concepts/a.md\n"
        "    - {B: concepts/b.md}\n    - concepts/c.md\n  - Away: https://example.org/\n"
        "exclude_docs: |\n  - not: one.md\n"
    )
    (tmp_path / CONFIG).write_text(text, "utf-8")
    config = read_config(tmp_path)
    assert config.pages == ["index.md", "concepts/a.md", "concepts/b.md", "concepts/c.md"]
