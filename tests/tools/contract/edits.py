"""Edits of the toy course, which break a rule."""

from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path], object]


def replace(file: str, old: str, new: str) -> Edit:
    def edit(exercises: Path) -> None:
        path = exercises / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def write(file: str, text: str) -> Edit:
    return lambda exercises: (exercises / file).write_text(text, "utf-8")


def delete(*files: str) -> Edit:
    def edit(exercises: Path) -> None:
        for file in files:
            (exercises / file).unlink()

    return edit


def scores(exercises: str) -> Edit:
    """Keep these mutation scores for the course's pages."""

    def edit(folder: Path) -> None:
        file = folder.parent / "docs" / "data" / "mutants.json"
        file.parent.mkdir()
        file.write_text(f'{{"exercises": {exercises}}}', "utf-8")

    return edit


def double(line: str) -> str:
    return f"def double(values):\n    {line}\n"


def both(*edits: Edit) -> Edit:
    def edit(exercises: Path) -> None:
        for each in edits:
            each(exercises)

    return edit
