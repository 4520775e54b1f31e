"""Markdown tables of results, plain or as one that is readable on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

# Of each cell the text, and what stands small below it; nothing at all in an empty one.
Cells = list[list[str]]


def plain(head: Sequence[str], rows: Sequence[Sequence[str]], rule: str = "---") -> list[str]:
    """The lines of a table.

    Args:
        rule: of every column but the first; ``---:`` moves numbers to the right.
    """
    return [line(head), line(["---", *[rule] * (len(head) - 1)]), *map(line, rows)]


def responsive(rows: Sequence[Cells]) -> Iterator[str]:
    """The lines of a table whose cells stand below each other on a phone; the search skips it.

    Args:
        rows: the head first, with one text in each cell.
    """
    titles = [cell[0] for cell in rows[0]]
    labels = ["", *titles[1:]]
    cells = [[html(*pair) for pair in zip(row, labels, strict=True)] for row in rows[1:]]
    yield from ('<div class="wb-rows" markdown="1" data-search-exclude>', "")
    yield from plain(titles, cells)  # site.css moves numbers to the right: a style each is heavy
    yield from ("", "</div>")


def fold(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines below a summary that opens them; the search skips them, since numbers would fill it."""
    yield from ('<details class="wb-record" markdown="1" data-search-exclude>', "")
    yield from (f"<summary>{summary}</summary>", "", *lines, "", "</details>")


def line(cells: Sequence[str]) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def html(cell: list[str], label: str) -> str:
    """A cell in HTML; bars would end it.

    Args:
        label: the column's title, which the cell brings along for where no column is to be seen.
    """
    if not cell:
        return ""
    title = f'<span class="wb-label">{label}</span> ' if label else ""
    text = "<br>".join([cell[0], *(f"<small>{below}</small>" for below in cell[1:])])
    return f"{title}<span>{text}</span>".replace("|", "&#124;")
