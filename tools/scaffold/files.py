"""The templates of what ``new`` makes, and how they become files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from tools.common.invocation import as_typed
from tools.common.process import SetupError
from tools.course.text import read_text
from tools.course.todo import todos

FOLDER = Path(__file__).parent / "templates"
ENDING = ".txt"  # so that no tool takes a template for code or for a page

Files = dict[Path, str]  # paths from the root, with their contents


def templates(kind: str) -> dict[Path, str]:
    """The files of a new exercise of this kind, by their path in its folder."""
    top = FOLDER / kind
    return {
        path.relative_to(top).with_suffix(""): read_text(path)
        for path in sorted(top.rglob(f"*{ENDING}"))
    }


def fill_template(name: str, values: Mapping[str, str]) -> str:
    """A template that is a file by itself, with its values."""
    return Template(read_text(FOLDER / f"{name}{ENDING}")).substitute(values)


def write_files(root: Path, files: Files, name: str) -> Iterator[str]:
    """Write new files, never over others; yields what to say of them.

    Raises:
        SetupError: if the disk refuses.
    """
    count = 0
    try:
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            count += len(list(todos(text)))
            yield f"· {path.as_posix()}"
    except OSError as error:
        what = f"{error.filename} cannot be written ({error.strerror})"
        raise SetupError(f"{what}; make room for it, or see who owns the folder") from error
    yield f"· {count} to-dos, which this lists: {as_typed('check', name)}"
