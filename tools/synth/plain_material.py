"""The site that a build is compared with: the same pages and prompts in Material as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tools.course.embeds import embeds
from tools.course.folder import load_one
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder, phrases
from tools.course.site_config import CONFIG, read_config

KEPT = ("site_name", "site_description", "site_url", "validation", "plugins", "exclude_docs", "nav")
THEME = ("name", "font", "features", "palette")
OURS = "tools."
Text = Callable[[ExerciseFolder], Iterator[str]]


def write(course: Path, folder: Path) -> None:
    """Make the plain site's sources.

    Args:
        course: a folder of exercises/, docs/ and mkdocs.yml.
        folder: where to; it is made.
    """
    write_pages(course, folder, text_of)
    config = configuration(course)
    (folder / CONFIG).write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")


def write_pages(course: Path, folder: Path, text: Text) -> None:
    """Make the pages alone.

    Args:
        text: what stands in the place of an exercise.
    """
    for page in sorted((course / "docs").rglob("*.md")):
        path = folder / page.relative_to(course)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(with_prompts(page.read_text("utf-8"), course, text), "utf-8")


def configuration(course: Path) -> dict[str, Any]:
    """The same configuration without all that is ours."""
    config = read_config(course).keys
    extensions = [
        extension
        for extension in config["markdown_extensions"]
        if not name_of(extension).startswith(OURS)
    ]
    theme = {name: config["theme"][name] for name in THEME}
    return {
        **{name: config[name] for name in KEPT if name in config},
        "theme": theme,
        "markdown_extensions": extensions,
    }


def name_of(extension: str | dict[str, Any]) -> str:
    """An extension's name, with or without options."""
    return extension if isinstance(extension, str) else next(iter(extension))


def with_prompts(page: str, course: Path, text: Text) -> str:
    """A page with the text of its exercises in the place of their lines."""
    lines = page.splitlines()
    for index, name in reversed(list(embeds(lines))):
        lines[index : index + 1] = text(load_one(course, name, to_show=True).exercises[name])
    return "\n".join([*lines, ""])


def text_of(loaded: ExerciseFolder) -> Iterator[str]:
    """What a reader of a page sees of an exercise, as plain Markdown."""
    yield f"### {loaded.meta.title}"
    yield ""
    if isinstance(loaded, CodeFolder):
        yield from loaded.prompt.splitlines()
        yield from ("", "```python", *loaded.starter.splitlines(), "```")
    elif isinstance(loaded, ClassifyFolder):
        for item in loaded.meta.item:
            yield f"1. {''.join(words for words, _ in phrases(item.text))}"
        yield from ("", *(f"- {label}" for label in loaded.meta.labels))
    else:
        for card in loaded.meta.card:
            yield from (*card.question.splitlines(), "", *card.answer.splitlines(), "")
    yield ""
