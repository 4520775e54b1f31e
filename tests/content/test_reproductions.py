"""Each recipe has its table, the table is the recipe's, and the page shows it."""

from __future__ import annotations

import tomllib
from html.parser import HTMLParser

import pytest
from markdown import Markdown

from tools.common.paths import ROOT
from tools.course.embeds import embeds
from tools.reproduce import recipes
from tools.results import reproductions as results
from tools.results import reproductions_table as table

PAGES = sorted((ROOT / "docs" / "reproductions").glob("*.md"))
WORKS = tomllib.loads((ROOT / "docs" / "sources.toml").read_text("utf-8"))
NAMES = sorted(recipes.modules())


def made(name: str) -> results.Record:
    return results.parse((results.FOLDER / f"{name}.json").read_bytes())


def test_each_recipe_has_its_file_and_its_place_on_a_page() -> None:
    files = sorted(path.stem for path in results.FOLDER.glob("*.json"))
    lines = [line for page in PAGES for line in page.read_text("utf-8").splitlines()]
    shown = [name for _, name in embeds(lines, "table")]
    assert files == NAMES
    assert sorted(shown) == [f"reproductions/{name}" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_what_the_recipe_says(name: str) -> None:
    recipe, found = recipes.recipe(name), made(name)
    for part in ("title", "unit", "digits"):
        assert getattr(found, part) == getattr(recipe, part)
    assert found.about == recipe.about.strip()
    assert found.differences == list(recipe.differences)
    assert found.sources == list(recipe.sources)
    assert [key for key in found.sources if key not in WORKS] == []
    assert found.run.command == f"python -m tools reproduce {name}"
    assert found.run.jobs == len(recipes.jobs(name, quick=False))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_trained_has_an_interval_over_seeds(name: str) -> None:
    for row in made(name).rows:
        numbers = (row.published, row.reference, row.ours)
        assert any(number is not None for number in numbers) or row.note, row.what
        assert row.seeds == 0 or row.interval is not None, row.what
        assert row.interval is None or row.seeds > 1 or row.of, row.what


def line(name: str, what: str) -> results.Row:
    """A row of a kept table."""
    return next(row for row in made(name).rows if row.what == what)


def printed(value: float | None, digits: int = 2) -> str:
    """As pages write it."""
    assert value is not None
    return f"{value:.{digits}f}".replace("-", "−")


def test_notes_on_bandits_hold() -> None:
    rows = made("bandits").rows
    greedy = [row for row in rows if row.what.endswith((": greedy", "ε-greedy, tuned ε"))]
    gains = [row.ours / row.published - 1 for row in greedy if row.ours and row.published]
    assert len(gains) == 18
    assert f"up to {100 * max(gains):.1f} % more" in " ".join(made("bandits").differences)
    wide = line("bandits", "n = 10, 5 arms: UCB1, c = 1")
    best = line("bandits", "n = 10, 5 arms: RL²").reference
    notes = made("bandits").differences[-1]
    assert f"it earns {printed(wide.ours)}, where random pulls earn 5" in notes
    assert f"the best rule {printed(best)}" in notes
    above = line("bandits", "n = 100, 5 arms: RL²")
    assert above.published is not None
    assert above.reference is not None
    assert above.basis == "index policy"
    assert above.published > above.reference
    five = line("rl2_bandits", "5 arms: RL², against the best policy")
    assert five.published == round(five.reference or 0, 1)


def test_where_seeds_are_only_starts_nothing_calls_them_seeds() -> None:
    for name in ("cagrad_landscape", "pcgrad_landscape"):
        for row in made(name).rows:
            assert row.seeds == 0
            assert "starts a millionth apart" in row.of or row.ours is None


class Cells(HTMLParser):
    """The texts of a page's table cells, line breaks as bars."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in {"td", "th"}:
            self.cells.append("")
        self.inside = self.inside if tag not in {"td", "th"} else True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_every_number(name: str) -> None:
    source = f"::: table reproductions/{name}\n"
    html = Markdown(
        extensions=["tables", "attr_list", "md_in_html", "tools.site.markdown_extension"]
    ).convert(source)
    reader = Cells()
    reader.feed(html)
    head, *rows = table.cells_of(made(name))
    for row in rows:
        for cell, (title,) in zip(row[1:], head[1:], strict=True):
            assert not cell or f"{title} {''.join(cell)}" in reader.cells, cell
