"""The beginning of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.common.invocation import as_typed
from tools.course.ids import trim_id
from tools.scaffold.files import fill_template, write_files
from tools.scaffold.names import SLUG, require_form, require_free, similar, title_of

FIGURES = "figures"


def new_figure(root: Path, typed: str) -> Iterator[str]:
    """Make ``docs/figures/<slug>.py``; yields what to say.

    Raises:
        SetupError: as ``tools.scaffold.command.main`` does.
    """
    slug = trim_id(typed).removeprefix("docs/").removeprefix(f"{FIGURES}/").removesuffix(".py")
    form = (
        f"A figure is called docs/{FIGURES}/<slug>.py, the slug in lower-case letters and hyphens"
    )
    require_form(typed, slug, SLUG.fullmatch, form)
    path = Path("docs", FIGURES, f"{slug}.py")
    require_free(root / path, str(path), as_typed("check", f"{FIGURES}/{slug}"))
    known = [path.stem for path in (root / "docs" / FIGURES).glob("*.py")]
    text = fill_template("figure.py", {"title": title_of(slug)})
    yield from write_files(root, {path: text}, f"{FIGURES}/{slug}")
    yield f"· look at it while you write: {as_typed('serve')}"
    yield "· write this line into a page under docs/, with what to predict before it:"
    yield f"    ::: figure {slug}"
    yield from similar(slug, known)
