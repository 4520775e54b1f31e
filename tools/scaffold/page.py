"""The beginning of a concept's page, and how an exercise gets into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from tools.common.invocation import as_typed
from tools.common.process import SetupError
from tools.common.spelling import suggestion
from tools.course.embeds import embeds
from tools.course.ids import trim_id
from tools.course.site_config import CONFIG, read_config
from tools.course.text import TomlError, read_text, read_toml
from tools.scaffold.files import fill_template, write_files
from tools.scaffold.names import SLUG, require_form, require_free, similar, title_of

PAGES = "concepts"


def new_page(root: Path, typed: str) -> Iterator[str]:
    """Make ``docs/concepts/<slug>.md`` and name it in the navigation; yields what to say.

    Raises:
        SetupError: as ``tools.scaffold.command.main`` does.
    """
    slug = trim_id(typed).removeprefix("docs/").removeprefix(f"{PAGES}/").removesuffix(".md")
    form = f"A page is called docs/{PAGES}/<slug>.md, the slug in lower-case letters and hyphens"
    require_form(typed, slug, SLUG.fullmatch, form)
    page = f"{PAGES}/{slug}"
    path = Path("docs", f"{page}.md")
    require_free(root / path, str(path), as_typed("check", page))
    known = [path.stem for path in (root / "docs" / PAGES).glob("*.md")]
    title = title_of(slug)
    yield from write_files(root, {path: fill_template("page.md", {"title": title})}, page)
    yield _add_to_navigation(root, title, page)
    yield f'· exercises refer to it by: concepts = ["{slug}"]'
    yield from similar(slug, known)


def _add_to_navigation(root: Path, title: str, page: str) -> str:
    """Name a page in the navigation, after the last one beside it; returns what to say.

    The line goes into the text: writing the table anew would lose its comments.
    """
    config, line = root / CONFIG, f"- {title}: {page}.md"
    siblings = [path for path in read_config(root).pages if path.startswith(f"{PAGES}/")]
    text = config.read_bytes().decode("utf-8", "surrogateescape") if siblings else ""
    last = re.escape(siblings[-1]) if siblings else ""
    place = re.search(rf"^( *)- [^\n]*{last}[\"']? *(?=\r?$)", text, re.MULTILINE)
    if not siblings or not place:
        return (
            f"· name it in the nav of {CONFIG}, which has no page of {PAGES}/ so far:\n    {line}"
        )
    end = "\r\n" if "\r\n" in text else "\n"
    text = f"{text[: place.end()]}{end}{place[1]}{line}{text[place.end() :]}"
    config.write_bytes(text.encode("utf-8", "surrogateescape"))
    return f"· {CONFIG} names it “{title}”, after the other pages of {PAGES}/"


def page_to_show(root: Path, typed: str) -> Path:
    """The page that was named, as its path from the root.

    Raises:
        SetupError: if there is none.
    """
    page = typed.strip().strip("/").removeprefix("docs/").removesuffix(".md")
    path = Path("docs", f"{page}.md")
    if not (root / path).is_file():
        pages = [page.removesuffix(".md") for page in read_config(root).pages]
        raise SetupError(f"there is no page {page}. {suggestion(page, pages)}")
    return path


def embed(root: Path, page: Path, name: str) -> str:
    """Put an exercise into a page, below the last one or above the sources; says so."""
    text = (root / page).read_bytes().decode("utf-8", "surrogateescape")
    line = f"::: exercise {name}"
    last = list(re.finditer(r"^::: *exercise .*$", text, re.MULTILINE))
    sources = re.search(r"^## Sources", text, re.MULTILINE)
    if last:
        text = f"{text[: last[-1].end()]}\n\n{line}{text[last[-1].end() :]}"
    elif sources:
        text = f"{text[: sources.start()]}{line}\n\n{text[sources.start() :]}"
    else:
        text = f"{text.rstrip()}\n\n{line}\n"
    (root / page).write_bytes(text.encode("utf-8", "surrogateescape"))
    return f"· {page.as_posix()} shows it"


def tables_of(root: Path, page: Path) -> dict[str, dict[str, Any]]:
    """The exercise.toml of each exercise that a page embeds, by id, as far as it can be read."""
    tables = {}
    for _, id_ in embeds(read_text(root / page).splitlines()):
        with suppress(OSError, TomlError):
            tables[id_] = read_toml(root / "exercises" / id_ / "exercise.toml")
    return tables
