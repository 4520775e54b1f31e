"""Reading a course: every exercise folder, and everything that is wrong with its files.

Reading runs no exercise's code and never raises for content: what is wrong becomes a Problem.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec
import tomli  # the standard library's tomllib, compiled: builds read many tables

from grader.exercise import ClassifyExercise, CodeExercise, Exercise, Item, RecallExercise
from tools.common.problem import Problem
from tools.course.layout import FILES, encoding_problems, stray, too_high, without_table
from tools.course.schema import KINDS, Common, complaints
from tools.course.submissions import FOLDERS, Stored, read_stored
from tools.course.toml_lines import line_complained_of

# what a page shows of code, besides exercise.toml
SHOWN = ("prompt.md", "starter.py")
# may be there as well
OPTIONAL = {"classify": ("justifications.jsonl",)}
_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
_PHRASE = re.compile(r"\[([^\]]+)\]\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Hint:
    """One section of hints.md."""

    title: str
    text: str


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled sentence of justification: one line of justifications.jsonl."""

    item: str
    text: str
    label: Literal["sound", "vague", "wrong"]


@dataclass
class Loaded:
    """An exercise folder whose files could be read.

    Attributes:
        meta: exercise.toml, a ``tools.course.schema`` struct of the exercise's kind.
        texts: the other files of the folder, by name.
        sentences: of justifications.jsonl.
    """

    id: str
    folder: Path
    meta: Any
    texts: dict[str, str] = field(default_factory=dict)
    stored: list[Stored] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.meta.kind)

    @property
    def prompt(self) -> str:
        return self.texts["prompt.md"]

    @property
    def starter(self) -> str:
        return self.texts["starter.py"]

    @property
    def solution(self) -> str:
        return self.texts["solution.py"]

    @cached_property
    def hints(self) -> list[Hint]:
        """The ``##`` sections of hints.md."""
        sections = re.split(r"^## +(.+)$", self.texts["hints.md"], flags=re.MULTILINE)[1:]
        pairs = zip(sections[::2], sections[1::2], strict=True)
        return [Hint(title.strip(), text.strip()) for title, text in pairs]

    @cached_property
    def exercise(self) -> Exercise:
        """What the grader knows; for ``code`` without the traces (see ``tools.grading.traces``)."""
        common = {"id": self.id, "version": _version(self), "seconds": self.meta.seconds}
        if self.kind == "code":
            return CodeExercise(
                **common,
                defines=tuple(self.meta.defines),
                starter=self.starter,
                solution=self.solution,
                grader=self.texts["grader.py"],
            )
        if self.kind == "classify":
            items = tuple(_item(scenario) for scenario in self.meta.item)
            labels = tuple(self.meta.labels)
            lexicon = msgspec.to_builtins(self.meta.judge) if self.meta.judge else None
            parts = {"labels": labels, "items": items, "draw": self.meta.draw}
            return ClassifyExercise(**common, **parts, lexicon=lexicon)
        return RecallExercise(**common, cards=tuple(card.id for card in self.meta.card))


@dataclass
class Course:
    """All exercises that could be read, by id, and the problems of the others."""

    root: Path
    exercises: dict[str, Loaded] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def file(self, path: Path) -> str:
        """A path as problems name it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def load_course(root: Path) -> Course:
    """Read every folder ``exercises/<topic>/<slug>/`` below ``root``."""
    course = Course(root)
    for topic in _entries(root / "exercises"):
        if not topic.is_dir():
            course.problems.append(stray("", course.file(topic), topic))
            continue
        high = too_high(topic)
        course.problems += [high] if high else []
        for folder in _entries(topic):
            if high and folder.name in (*FILES["code"], "submissions"):
                continue
            name = f"{topic.name}/{folder.name}"
            if folder.is_dir():
                _load_folder(course, name, folder)
            else:
                course.problems.append(stray("", course.file(folder), folder))
    return course


def load_one(root: Path, name: str, *, to_show: bool = False) -> Course:
    """Read one exercise; the course is empty if there is no folder of that name.

    A page needs no more, and reading all exercises for each page would take the longer the more
    exercises and pages there are.

    Args:
        to_show: read exercise.toml and what a page shows besides, and nothing else.
    """
    course = Course(root)
    folder = root / "exercises" / name
    if _ID.fullmatch(name) and folder.is_dir():
        _load_folder(course, name, folder, to_show=to_show)
    return course


def names(root: Path) -> list[str]:
    """The ids of all exercises, readable or not."""
    found = (root / "exercises").glob("*/*/exercise.toml")
    return sorted(path.parent.relative_to(root / "exercises").as_posix() for path in found)


def phrases(text: str) -> list[tuple[str, str | None]]:
    """Split a scenario into segments ``(words, phrase id)``; the id is None between the phrases."""
    parts = _PHRASE.split(text)  # plain, words, id, plain, words, id, …, plain
    segments: list[tuple[str, str | None]] = []
    for start in range(0, len(parts), 3):
        segments.append((parts[start], None))
        if start + 2 < len(parts):
            segments.append((parts[start + 1], parts[start + 2]))
    return [segment for segment in segments if segment[0]]


def _load_folder(course: Course, name: str, folder: Path, *, to_show: bool = False) -> None:
    def problem(rule: str, message: str, remedy: str, line: int | None = None) -> None:
        file = course.file(folder / "exercise.toml")
        course.problems.append(Problem(rule, name, file, message, remedy, line))

    if not _ID.fullmatch(name):
        remedy = "Use lower-case letters, digits and hyphens: exercises/<topic>/<slug>/."
        problem("id", f"{name!r} is no id of an exercise", remedy)
    there = {entry.name for entry in os.scandir(folder) if entry.is_file()}
    if "exercise.toml" not in there:
        course.problems.append(without_table(name, folder))
        return
    meta = _read_meta(folder / "exercise.toml", problem)
    if meta is None:
        return
    missing = [one for one in FILES[meta.kind] if one not in there]
    for one in missing:
        problem("files", f"{one} is missing", f"Add {course.file(folder / one)}.")
    loaded = Loaded(name, folder, meta)
    if not to_show:
        strays = _strays(folder, meta.kind)
        course.problems.extend(stray(name, course.file(path), path) for path in strays)
    if not missing:
        course.exercises[name] = _shown(loaded) if to_show else _load_files(course, loaded)


def _shown(loaded: Loaded) -> Loaded:
    wanted = SHOWN if loaded.kind == "code" else ()
    loaded.texts = {one: read_text(loaded.folder / one) for one in wanted}
    return loaded


def _load_files(course: Course, loaded: Loaded) -> Loaded:
    if loaded.kind == "code":
        loaded.texts = {one: read_text(loaded.folder / one) for one in FILES["code"][1:]}
        loaded.stored = read_stored(loaded.folder)
    if loaded.kind == "classify":
        loaded.sentences = list(_sentences(course, loaded))
    for path in _texts(loaded):
        course.problems += encoding_problems(loaded.id, course.file(path), path)
    return loaded


def _read_meta(path: Path, problem: Any) -> Common | None:
    try:
        data = tomli.loads(read_text(path))
    except tomli.TOMLDecodeError as error:
        wrong_line = toml_trouble("", "", error)
        problem("toml", wrong_line.message, wrong_line.remedy, wrong_line.line)
        return None
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        remedy = f'Add kind = "…", one of {", ".join(KINDS)}.'
        problem("keys", f"kind is {kind!r}" if kind else "key kind is missing", remedy)
        return None
    try:
        return msgspec.convert(data, KINDS[kind])
    except msgspec.ValidationError:  # names the first mistake only
        for message, remedy in complaints(data, KINDS[kind]):
            problem("keys", message, remedy, line_complained_of(read_text(path), message))
        return None


def _sentences(course: Course, loaded: Loaded) -> Iterator[Sentence]:
    path = loaded.folder / "justifications.jsonl"
    items = [scenario.id for scenario in loaded.meta.item]
    for number, line in enumerate(read_text(path).splitlines() if path.is_file() else (), 1):
        try:
            sentence = msgspec.json.decode(line, type=Sentence)
            if sentence.item not in items:
                raise ValueError(f"there is no item {sentence.item!r}")
        except ValueError as error:
            remedy = 'Write {"item": "…", "text": "…", "label": "sound, vague or wrong"}.'
            file = course.file(path)
            course.problems.append(Problem("keys", loaded.id, file, str(error), remedy, number))
        else:
            yield sentence


def _strays(folder: Path, kind: str) -> Iterator[Path]:
    for path in _entries(folder):
        if path.is_dir() and path.name == "submissions" and kind == "code":
            for inner in _entries(path):
                known = inner.is_dir() and inner.name in FOLDERS
                files = _entries(inner) if known else [inner]
                yield from (
                    one for one in files if not known or one.suffix != ".py" or one.is_dir()
                )
        elif path.is_dir() or path.name not in (*FILES[kind], *OPTIONAL.get(kind, ())):
            yield path


def _texts(loaded: Loaded) -> Iterator[Path]:
    """The files that authors write; what cannot be graded may hold anything."""
    yield from (loaded.folder / one for one in FILES[loaded.kind])
    yield from (one.path for one in loaded.stored if one.verdict != "invalid")


def toml_trouble(exercise: str, file: str, error: ValueError) -> Problem:
    """A problem for TOML that cannot be read, with the line."""
    line = re.search(r"at line (\d+)", str(error))
    number = int(line[1]) if line else None
    return Problem("toml", exercise, file, f"broken TOML: {error}", "Correct the line.", number)


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    hidden = ("__pycache__", ".DS_Store")
    return sorted(path for path in folder.iterdir() if path.name not in hidden)


def read_text(path: Path) -> str:
    """A file of an author's, as far as it can be read."""
    # Authors' editors add byte order marks and Windows line ends; neither is content.
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _version(loaded: Loaded) -> str:
    """SHA-256 over the graded files: all but the prompt and the hints."""
    digest = hashlib.sha256()
    for path in sorted(loaded.folder.rglob("*")):
        if path.suffix in (".py", ".toml", ".jsonl") and path.is_file():
            name = path.relative_to(loaded.folder).as_posix()
            digest.update(f"{name}\0{read_text(path)}\0".encode())
    return digest.hexdigest()


def _item(scenario: Any) -> Item:
    segments = phrases(scenario.text)
    return Item(
        id=scenario.id,
        text="".join(words for words, _ in segments),
        phrases={name: words for words, name in segments if name},
        label=scenario.accept.label,
        deciding=tuple(scenario.accept.deciding),
        misleading=tuple(scenario.accept.misleading),
        defensible=dict(scenario.defensible),
        why=dict(scenario.why),
        model=scenario.model,
        rubric=scenario.rubric,
        judge=msgspec.to_builtins(scenario.judge) if scenario.judge else {},
    )
