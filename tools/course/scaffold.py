"""``python -m tools new KIND ID``: a start that keeps all rules but those that need its author.

What is left to the author is marked by to-dos, which ``check`` lists with file and line.
"""

from __future__ import annotations

import argparse
import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from string import Template

from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.common.spelling import suggestion
from tools.contract.page_rules import CONFIG
from tools.course.folder import read_text
from tools.course.ids import FORM, ID, trimmed
from tools.course.schema import KINDS
from tools.course.todo import todos

TEMPLATES = Path(__file__).parent / "templates"
ENDING = ".txt"  # so that no tool takes a template for code or for a page
PAGES = "concepts"
_NAV = re.compile(rf"^( *)- [^\n]*?{PAGES}/\S+\.md *$", re.MULTILINE)

Made = dict[Path, str]  # paths from the root, with their contents


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Make the folder or page, and say what comes next.

    Raises: SetupError with the remedy if the kind or the id will not do, or the name is taken.
    """
    kinds = [*KINDS, "page"]
    parser = argparse.ArgumentParser(
        prog="python -m tools new", description="Start an exercise or a page."
    )
    parser.add_argument("kind", metavar="KIND", help=", ".join(kinds))
    parser.add_argument(
        "id", metavar="ID", help="<topic>/<slug> of an exercise, or <slug> of a concept's page"
    )
    asked = parser.parse_args(arguments)
    if asked.kind not in kinds:
        raise SetupError(f"there is no kind {asked.kind!r}. {suggestion(asked.kind, kinds)}")
    make = new_page if asked.kind == "page" else new_exercise
    for line in make(root, asked.kind, asked.id):
        print(line)
    return 0


def new_exercise(root: Path, kind: str, typed: str) -> Iterator[str]:
    """Make ``exercises/<topic>/<slug>/``; yields what to tell.

    Raises: SetupError as ``main`` does.
    """
    name = trimmed(typed)
    others = sorted(path.parent for path in (root / "exercises").glob("*/*/exercise.toml"))
    known = ["/".join(path.parts[-2:]) for path in others]
    require_form(typed, name, ID.fullmatch, FORM, known)
    folder = root / "exercises" / name
    require_free(folder, f"exercises/{name}", f"python -m tools check {name}")
    slug = name.partition("/")[2]
    values = {"id": name, "slug": slug, "name": identifier(slug)}
    made = {
        Path("exercises", name, path): Template(text).substitute(values)
        for path, text in templates(kind).items()
    }
    yield from written(root, made, name)
    yield f"· grade a file, or its starter: python -m tools try {name} [FILE]"
    yield "· when it is to be published, write this line into one page under docs/:"
    yield f"    ::: exercise {name}"
    yield from similar(name, known)


def new_page(root: Path, kind: str, typed: str) -> Iterator[str]:
    """Make ``docs/concepts/<slug>.md`` and name it in the navigation; yields what to tell.

    Raises: SetupError as ``main`` does.
    """
    slug = trimmed(typed).removeprefix("docs/").removeprefix(f"{PAGES}/").removesuffix(".md")
    form = f"A page is called docs/{PAGES}/<slug>.md, the slug in lower-case letters and hyphens"
    require_form(typed, slug, re.compile("[a-z0-9][a-z0-9-]*").fullmatch, form)
    page = f"{PAGES}/{slug}"
    path = Path("docs", f"{page}.md")
    require_free(root / path, str(path), f"python -m tools check {page}")
    known = [one.stem for one in (root / "docs" / PAGES).glob("*.md")]
    title = slug.replace("-", " ").capitalize()
    text = Template(read_text(TEMPLATES / f"page.md{ENDING}")).substitute(title=title)
    yield from written(root, {path: text}, page)
    yield named(root, title, page)
    yield f'· exercises refer to it by: concepts = ["{slug}"]'
    yield from similar(slug, known)


def templates(kind: str) -> dict[Path, str]:
    """The files of a new exercise of this kind, by their path in its folder."""
    top = TEMPLATES / kind
    return {
        path.relative_to(top).with_suffix(""): read_text(path)
        for path in sorted(top.rglob(f"*{ENDING}"))
    }


def identifier(slug: str) -> str:
    """The name of a function for an exercise with this slug."""
    name = slug.replace("-", "_")
    name = f"f_{name}" if name[0].isdigit() else name
    return f"{name}_" if keyword.iskeyword(name) else name


def require_form(
    typed: str, name: str, fits: Callable[[str], object], form: str, known: Sequence[str] = ()
) -> None:
    """Refuse what is no id, and propose the one that was meant, below a known topic if need be."""
    if fits(name):
        return
    words = [re.sub("[^a-z0-9]+", "-", part.lower()).strip("-") for part in name.split("/")]
    parts = [word for word in words if word]
    below = [known[0].partition("/")[0], *parts] if known else parts
    proposed = ["/".join(parts), "/".join([*parts[:1], "-".join(parts[1:])]), "/".join(below)]
    meant = next((one for one in [*proposed, "-".join(parts)] if fits(one)), "")
    advice = f" Write {meant}, for example." if meant and parts else ""
    raise SetupError(f"{typed!r} cannot be the id. {form}.{advice}")


def require_free(path: Path, name: str, way: str) -> None:
    """Refuse a name that is taken, in whatever way."""
    if path.exists() or path.is_symlink():
        raise SetupError(
            f"{name} is there already, and nothing of it is changed. Choose another name, "
            f"or see what is left to do there: {way}"
        )


def written(root: Path, made: Made, name: str) -> Iterator[str]:
    """Write new files, never over others; yields what to tell of them.

    Raises: SetupError if the disk refuses.
    """
    count = 0
    try:
        for path, text in made.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            count += len(list(todos(text)))
            yield f"· {path.as_posix()}"
    except OSError as error:
        what = f"{error.filename} cannot be written ({error.strerror})"
        raise SetupError(f"{what}; make room for it, or see who owns the folder") from error
    yield f"· {count} to-dos, which this lists: python -m tools check {name}"


def named(root: Path, title: str, page: str) -> str:
    """Name a page in the navigation, after the last one beside it; returns what to tell."""
    config, line = root / CONFIG, f"- {title}: {page}.md"
    text = config.read_bytes().decode("utf-8", "surrogateescape") if config.is_file() else ""
    beside = list(_NAV.finditer(text))
    if not beside:
        return (
            f"· name it in the nav of {CONFIG}, which has no page of {PAGES}/ so far:\n    {line}"
        )
    last = beside[-1]
    end = "\r\n" if "\r\n" in text else "\n"
    text = f"{text[: last.end()]}{end}{last[1]}{line}{text[last.end() :]}"
    config.write_bytes(text.encode("utf-8", "surrogateescape"))
    return f"· {CONFIG} names it “{title}”, after the other pages of {PAGES}/"


def similar(name: str, known: list[str]) -> Iterator[str]:
    """A word of warning when a name is easily taken for another."""
    close = get_close_matches(name, known, n=1, cutoff=0.85)
    if close:
        yield f"· there is {close[0]}, too: if that is the one you mean, delete this one"
    topic, slash, _ = name.partition("/")
    topics = sorted({one.partition("/")[0] for one in known})
    if slash and topic not in topics and topics:
        near_topic = get_close_matches(topic, topics, n=1, cutoff=0.7)
        hint = f"; did you mean {near_topic[0]}?" if near_topic else ""
        yield f"· {topic} is a new topic, beside {', '.join(topics)}{hint}"
