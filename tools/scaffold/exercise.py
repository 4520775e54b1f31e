"""The beginning of an exercise: its folder, filled with what is known of it."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from pathlib import Path
from statistics import mode
from string import Template

from grader.isolation.definitions import parse_define
from tools.common.invocation import as_typed
from tools.common.process import SetupError
from tools.course.ids import FORM, ID, exercise_ids, trim_id
from tools.course.todo import MARK
from tools.scaffold.files import templates, write_files
from tools.scaffold.names import require_form, require_free, similar, title_of
from tools.scaffold.next_steps import next_steps
from tools.scaffold.page import PAGES, embed, page_to_show, tables_of

TO_MEND = "diagnose"  # an exercise of kind code whose starter is a program with a fault
CONCEPTS = "the concepts it practises, each with a page docs/concepts/<concept>.md"
STATUS = "published, once a page shows the exercise"
STEP = "its step on the way, as mkdocs.yml names them; never below that of a prerequisite"


def new_exercise(root: Path, kind: str, typed: str, defines: str, shown: str) -> Iterator[str]:
    """Make ``exercises/<topic>/<slug>/``; yields what to say.

    Args:
        defines: the call of what is to be written, of kind code; empty to name it after the id.
        shown: the page that is to show it, or nothing.

    Raises:
        SetupError: as ``tools.scaffold.command.main`` does.
    """
    name = trim_id(typed)
    known = exercise_ids(root)
    require_form(typed, name, ID.fullmatch, FORM, known)
    folder = root / "exercises" / name
    require_free(folder, f"exercises/{name}", as_typed("check", name))
    page = page_to_show(root, shown) if shown else None
    slug = name.partition("/")[2]
    call = values_of_call(defines or f"{identifier(slug)}(values)")
    values = {"slug": slug, "title": title_of(slug), **shared_values(root, page), **call}
    files = {
        Path("exercises", name, path): Template(text).substitute(values)
        for path, text in templates(kind).items()
    }
    yield from write_files(root, files, name)
    if page:
        yield embed(root, page, name)
    yield from next_steps(root, "code" if kind == TO_MEND else kind, name, page)
    yield from similar(name, known)


def shared_values(root: Path, page: Path | None) -> dict[str, str]:
    """What exercise.toml says of the page that shows the exercise, or asks its author.

    The level is that of most exercises on the page.
    """
    concept = f'"{page.stem}"' if page and page.parent.name == PAGES else ""
    tables = tables_of(root, page).values() if page else ()
    levels = [table["level"] for table in tables if isinstance(table.get("level"), int)]
    return {
        "concepts": concept,
        "concepts_todo": "" if concept else f"  # {MARK} {CONCEPTS}",
        "level": str(mode(levels) if levels else 0),
        "level_todo": "" if levels else f"  # {MARK} {STEP}",
        "status": "published" if page else "draft",
        "status_todo": "" if page else f"  # {MARK} {STATUS}",
    }


def values_of_call(defines: str) -> dict[str, str]:
    """What the files of a code exercise say of the function to write.

    Raises:
        SetupError: if it is not written as a call.
    """
    try:
        name, parameters = parse_define(defines)
    except (SyntaxError, AttributeError):
        parameters = None
    if not parameters:
        raise SetupError(f"cannot read {defines!r}. Write --defines 'name(first, second)'.")
    first, *others = parameters
    row = "| `{}` | {} | {} what it is\n"
    return {
        "name": name,
        "first": first,
        "parameters": ", ".join(parameters),
        "others": ", 1.0" * len(others),
        "rows": "".join(row.format(parameter, "float[N]", MARK) for parameter in parameters),
    }


def identifier(slug: str) -> str:
    """The name of a function for an exercise with this slug."""
    name = slug.replace("-", "_")
    name = f"f_{name}" if name[0].isdigit() else name
    return f"{name}_" if keyword.iskeyword(name) else name
