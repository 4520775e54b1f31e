"""``python -m tools new KIND ID``: a start that keeps all rules but those that need its author.

What is left to the author is marked by to-dos, which ``check`` lists with file and line.
"""

from __future__ import annotations

import argparse
import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Template

from grader.isolation.definitions import parse_define
from tools.common.invocation import as_typed
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.common.spelling import closest, suggestion
from tools.course.ids import FORM, ID, exercise_ids, trimmed
from tools.course.schema import KINDS
from tools.course.site_config import CONFIG, read_config
from tools.course.text import read_text
from tools.course.todo import MARK, todos

TEMPLATES = Path(__file__).parent / "templates"
ENDING = ".txt"  # so that no tool takes a template for code or for a page
TO_MEND = "diagnose"  # an exercise of kind code whose starter is a program with a fault
PAGES, FIGURES = "concepts", "figures"
SLUG = re.compile("[a-z0-9][a-z0-9-]*")

Files = dict[Path, str]  # paths from the root, with their contents


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Make the folder or page, and say what comes next.

    Raises: SetupError with the remedy if the kind or the id will not do, or the name is taken.
    """
    makers = {
        **dict.fromkeys([*KINDS, TO_MEND], new_exercise),
        "page": new_page,
        "figure": new_figure,
    }
    kinds = list(makers)
    parser = argparse.ArgumentParser(
        prog="python -m tools new",
        description="Start an exercise, a page or a figure.",
        epilog="new fail ID N stores a wrong submission of an exercise: see new fail --help",
    )
    parser.add_argument("kind", metavar="KIND", help=", ".join(kinds))
    parser.add_argument(
        "id",
        metavar="ID",
        help="<topic>/<slug> of an exercise, <slug> of a concept's page or of a figure",
    )
    parser.add_argument(
        "--defines", metavar="CALL", default="", help="what to write, of kind code: 'f(x, y)'"
    )
    parser.add_argument(
        "--page", default="", help="the page under docs/ that shows the exercise: concepts/<page>"
    )
    options = parser.parse_args(arguments)
    if options.kind not in kinds:
        raise SetupError(f"there is no kind {options.kind!r}. {suggestion(options.kind, kinds)}")
    for line in makers[options.kind](root, options.kind, options.id, options):
        print(line)
    return 0


def new_exercise(root: Path, kind: str, typed: str, options: argparse.Namespace) -> Iterator[str]:
    """Make ``exercises/<topic>/<slug>/``; yields what to say.

    Raises: SetupError as ``main`` does.
    """
    name = trimmed(typed)
    known = exercise_ids(root)
    require_form(typed, name, ID.fullmatch, FORM, known)
    folder = root / "exercises" / name
    require_free(folder, f"exercises/{name}", as_typed("check", name))
    page = page_to_show(root, options.page) if options.page else None
    slug = name.partition("/")[2]
    defines = options.defines or f"{identifier(slug)}(values)"
    values = {"id": name, "slug": slug, **shared_values(page), **values_of_call(defines)}
    files = {
        Path("exercises", name, path): Template(text).substitute(values)
        for path, text in templates(kind).items()
    }
    yield from write_files(root, files, name)
    if page:
        yield embed(root, page, name)
    yield from next_steps(kind, name, page)
    yield from similar(name, known)


def next_steps(kind: str, name: str, page: Path | None) -> Iterator[str]:
    """What is left to do, in order, to the very end."""
    check = as_typed("check", name)
    yield "· what comes next:"
    yield f"    1. write what the to-dos ask for, and see it on the page: {check}; make serve"
    number = 2
    if kind in ("code", TO_MEND):
        yield f"    2. grade a file, or the starter: {as_typed('try', f'{name} [FILE]')}"
        yield f"    3. name the mistakes that no text speaks of: {as_typed('mutants', name)}"
        number = 4
    if page:
        yield f"    {number}. say in {page.as_posix()}, before the exercise, what it is about"
    else:
        yield f"    {number}. publish it: its status, and this line in one page under docs/:"
        yield f"    ::: exercise {name}"


def page_to_show(root: Path, typed: str) -> Path:
    """The page that was named.

    Raises: SetupError if there is none.
    """
    page = typed.strip().strip("/").removeprefix("docs/").removesuffix(".md")
    path = Path("docs", f"{page}.md")
    if not (root / path).is_file():
        pages = [each.removesuffix(".md") for each in read_config(root).pages]
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


def shared_values(page: Path | None) -> dict[str, str]:
    """What exercise.toml says of the page that shows the exercise, or asks its author."""
    if page:
        concept = f'"{page.stem}"' if page.parent.name == PAGES else ""
        return {"concepts": concept, "concepts_todo": "", "status": "published", "status_todo": ""}
    concepts = "the concepts it practises, each with a page docs/concepts/<concept>.md"
    return {
        "concepts": "",
        "concepts_todo": f"  # {MARK} {concepts}",
        "status": "draft",
        "status_todo": f"  # {MARK} published, once a page shows the exercise",
    }


def values_of_call(defines: str) -> dict[str, str]:
    """What the files of a code exercise say of the function to write.

    Raises: SetupError if it is not written as a call.
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
        "rows": "".join(row.format(each, "float[N]", MARK) for each in parameters),
    }


def new_page(root: Path, kind: str, typed: str, options: argparse.Namespace) -> Iterator[str]:
    """Make ``docs/concepts/<slug>.md`` and name it in the navigation; yields what to say.

    Raises: SetupError as ``main`` does.
    """
    slug = trimmed(typed).removeprefix("docs/").removeprefix(f"{PAGES}/").removesuffix(".md")
    form = f"A page is called docs/{PAGES}/<slug>.md, the slug in lower-case letters and hyphens"
    require_form(typed, slug, SLUG.fullmatch, form)
    page = f"{PAGES}/{slug}"
    path = Path("docs", f"{page}.md")
    require_free(root / path, str(path), as_typed("check", page))
    known = [path.stem for path in (root / "docs" / PAGES).glob("*.md")]
    title = title_of(slug)
    text = Template(read_text(TEMPLATES / f"page.md{ENDING}")).substitute(title=title)
    yield from write_files(root, {path: text}, page)
    yield add_to_navigation(root, title, page)
    yield f'· exercises refer to it by: concepts = ["{slug}"]'
    yield from similar(slug, known)


def new_figure(root: Path, kind: str, typed: str, options: argparse.Namespace) -> Iterator[str]:
    """Make ``docs/figures/<slug>.py``; yields what to say.

    Raises: SetupError as ``main`` does.
    """
    slug = trimmed(typed).removeprefix("docs/").removeprefix(f"{FIGURES}/").removesuffix(".py")
    form = (
        f"A figure is called docs/{FIGURES}/<slug>.py, the slug in lower-case letters and hyphens"
    )
    require_form(typed, slug, SLUG.fullmatch, form)
    path = Path("docs", FIGURES, f"{slug}.py")
    require_free(root / path, str(path), as_typed("check", f"{FIGURES}/{slug}"))
    known = [path.stem for path in (root / "docs" / FIGURES).glob("*.py")]
    text = Template(read_text(TEMPLATES / f"figure.py{ENDING}")).substitute(title=title_of(slug))
    yield from write_files(root, {path: text}, f"{FIGURES}/{slug}")
    yield f"· look at it while you write: {as_typed('serve')}"
    yield "· write this line into a page under docs/, with what to predict before it:"
    yield f"    ::: figure {slug}"
    yield from similar(slug, known)


def title_of(slug: str) -> str:
    """A first title for a page or a figure."""
    return slug.replace("-", " ").capitalize()


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
    """Refuse what is not an id, and propose what was probably meant."""
    if fits(name):
        return
    words = [re.sub("[^a-z0-9]+", "-", part.lower()).strip("-") for part in name.split("/")]
    parts = [word for word in words if word]
    below = [known[0].partition("/")[0], *parts] if known else parts
    proposed = ["/".join(parts), "/".join([*parts[:1], "-".join(parts[1:])]), "/".join(below)]
    meant = next((id_ for id_ in [*proposed, "-".join(parts)] if fits(id_)), "")
    advice = f" Write {meant}, for example." if meant and parts else ""
    raise SetupError(f"{typed!r} cannot be the id. {form}.{advice}")


def require_free(path: Path, name: str, way: str) -> None:
    """Refuse a name that is taken, in whatever way."""
    if path.exists() or path.is_symlink():
        raise SetupError(
            f"{name} is there already, and nothing of it is changed. Choose another name, "
            f"or see what is left to do there: {way}"
        )


def write_files(root: Path, files: Files, name: str) -> Iterator[str]:
    """Write new files, never over others; yields what to say of them.

    Raises: SetupError if the disk refuses.
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


def add_to_navigation(root: Path, title: str, page: str) -> str:
    """Name a page in the navigation, after the last one beside it; returns what to say.

    The line goes into the text: writing the table anew would lose its comments.
    """
    config, line = root / CONFIG, f"- {title}: {page}.md"
    beside = [path for path in read_config(root).pages if path.startswith(f"{PAGES}/")]
    text = config.read_bytes().decode("utf-8", "surrogateescape") if beside else ""
    last = re.escape(beside[-1]) if beside else ""
    place = re.search(rf"^( *)- [^\n]*{last}[\"']? *(?=\r?$)", text, re.MULTILINE)
    if not beside or not place:
        return (
            f"· name it in the nav of {CONFIG}, which has no page of {PAGES}/ so far:\n    {line}"
        )
    end = "\r\n" if "\r\n" in text else "\n"
    text = f"{text[: place.end()]}{end}{place[1]}{line}{text[place.end() :]}"
    config.write_bytes(text.encode("utf-8", "surrogateescape"))
    return f"· {CONFIG} names it “{title}”, after the other pages of {PAGES}/"


def similar(name: str, known: list[str]) -> Iterator[str]:
    """A word of warning when a name is easily taken for another."""
    close = closest(name, known, 1, likeness=0.85)
    if close:
        yield f"· there is {close[0]}, too: if that is the one you mean, delete this one"
    topic, slash, _ = name.partition("/")
    topics = sorted({id_.partition("/")[0] for id_ in known})
    if slash and topic not in topics and topics:
        meant = closest(topic, topics, 1, likeness=0.7)
        hint = f"; did you mean {meant[0]}?" if meant else ""
        yield f"· {topic} is a new topic, beside {', '.join(topics)}{hint}"
