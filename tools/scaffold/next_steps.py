"""What is left to the author of a new exercise, in order, to the very end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.common.invocation import as_typed
from tools.course.embeds import embeds
from tools.course.ids import page_ids
from tools.course.site_config import CONFIG, read_config
from tools.course.text import read_text
from tools.scaffold.page import PAGES, tables_of


def next_steps(root: Path, kind: str, name: str, page: Path | None) -> Iterator[str]:
    """The lines that say it.

    Args:
        kind: as exercise.toml has it.
        page: that shows the exercise, from the root, if there is one.
    """
    steps = [
        f"write what the to-dos ask for, and see it on the page: {as_typed('check', name)}; "
        f"{as_typed('serve')}",
        *_of_kind(kind, name),
        *_on_a_page(root, kind, name, page),
        *([] if kind == "recall" else [_on_a_card(root, page)]),
        f"see that nothing is left: {as_typed('check', _all(name, page))}; {as_typed('test')}",
    ]
    yield "· what is left to do, in this order:"
    for number, step in enumerate(steps, 1):
        yield f"    {number}. {step}"


def _of_kind(kind: str, name: str) -> Iterator[str]:
    if kind == "code":
        yield f"grade a file, or the starter: {as_typed('try', f'{name} [FILE]')}"
        yield (
            f"name the likeliest mistakes that no text speaks of: "
            f"{as_typed('mutants', f'{name} --unnamed')}; {as_typed('new', f'fail {name} NUMBER')}"
        )
        yield f"keep its mutation score, which a page shows: {as_typed('mutants', '--write')}"
    if kind == "classify":
        yield f"see how good the judge is, and which sentence to add: {as_typed('judge', name)}"


def _on_a_page(root: Path, kind: str, name: str, page: Path | None) -> Iterator[str]:
    line = f"::: exercise {name}"
    lists = [page for page in page_ids(root) if {kind, "all"} & _listed(root, page)]
    files = " and ".join(f"docs/{page}.md" for page in lists)
    by_itself = f" ({files} will list it by {'themselves' if len(lists) > 1 else 'itself'})"
    rest = by_itself if lists else ""
    if page:
        yield f"say in {page.as_posix()}, above the line {line}, what it is about{rest}"
    else:
        yield f"publish it: its status, and this line in one page under docs/: {line}{rest}"
    if courses := read_config(root).courses:
        yield f"name it in {CONFIG}, if it belongs to a course there: {', '.join(courses)}"


def _listed(root: Path, page: str) -> set[str]:
    """The lists that a page shows."""
    return {name for _, name in embeds(read_text(root / f"docs/{page}.md").splitlines(), "list")}


def _on_a_card(root: Path, page: Path | None) -> str:
    """Where its idea is asked for again, weeks later."""
    tables = tables_of(root, page) if page else {}
    decks = [id_ for id_, table in tables.items() if table.get("kind") == "recall"]
    if decks:
        return f"ask for its idea on a card: a [[card]] in exercises/{decks[-1]}/exercise.toml"
    deck = "ID"
    if page and page.parent.name == PAGES:
        deck = f"recall/{page.stem} --page {PAGES}/{page.stem}"
    return f"ask for its idea on a card: {as_typed('new', f'recall {deck}')}"


def _all(name: str, page: Path | None) -> str:
    """All that is to be checked in the end."""
    return f"{name} {page.relative_to('docs').with_suffix('').as_posix()}" if page else name
