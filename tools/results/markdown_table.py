"""A Markdown table of numbers: small beside each other, below each other on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# Of each cell the text, and what stands small below it; nothing at all in an empty one.
Cells = list[list[str]]


def table(rows: Sequence[Cells]) -> Iterator[str]:
    """The lines of a table, and of what its style goes by; the search does not look into it.

    Args:
        rows: the head first, with one text in each cell.
    """
    titles = [cell[0] for cell in rows[0]]
    yield from ('<div class="wb-rows" markdown="1" data-search-exclude>', "")
    yield line(titles)
    yield line(["---", *["---:"] * (len(titles) - 1)])
    for row in rows[1:]:
        labels = ["", *titles[1:]]
        yield line([html(cell, label) for cell, label in zip(row, labels, strict=True)])
    yield from ("", "</div>")


def line(cells: Sequence[str]) -> str:
    """One line of it."""
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
