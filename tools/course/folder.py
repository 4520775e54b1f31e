"""Reading a course: every exercise folder, and everything that is wrong with its files.

Reading runs no exercise's code and never raises for content: what is wrong becomes a Problem.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tools.common.problem import Problem
from tools.course.ids import ID
from tools.course.kinds import ClassifyFolder, CodeFolder, ExerciseFolder, RecallFolder, Sentence
from tools.course.layout import (
    FILES,
    encoding_problems,
    folder_entries,
    stray_paths,
    stray_problem,
    toml_problem,
    too_high,
    without_table,
)
from tools.course.origins import hide_origins
from tools.course.schema import KINDS, Classify, Code, Common, Recall, mistakes
from tools.course.submissions import TABLE, doubled_names, read_files, read_table
from tools.course.text import TomlError, parse_toml, read_text
from tools.course.toml_lines import line_complained_of

# what a page shows of code, besides exercise.toml
SHOWN = ("prompt.md", "starter.py")


@dataclass
class Course:
    """All exercises that could be read, by id, and the problems of the others."""

    root: Path
    exercises: dict[str, ExerciseFolder] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def ids(self) -> set[str]:
        """The ids of all exercises, those that could not be read included."""
        broken = {problem.exercise for problem in self.problems if problem.exercise}
        return {*self.exercises, *broken}

    @property
    def code(self) -> dict[str, CodeFolder]:
        """The exercises in code."""
        return self._of(CodeFolder)

    @property
    def classify(self) -> dict[str, ClassifyFolder]:
        """The exercises of scenarios."""
        return self._of(ClassifyFolder)

    @property
    def recall(self) -> dict[str, RecallFolder]:
        """The exercises of cards."""
        return self._of(RecallFolder)

    def _of[Kind](self, kind: type[Kind]) -> dict[str, Kind]:
        return {id_: folder for id_, folder in self.exercises.items() if isinstance(folder, kind)}

    def file(self, path: Path) -> str:
        """A path as problems name it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def load_course(root: Path) -> Course:
    """Read every folder ``exercises/<topic>/<slug>/`` below ``root``."""
    course = Course(root)
    for topic in folder_entries(root / "exercises"):
        if not topic.is_dir():
            course.problems.append(stray_problem("", course.file(topic), topic))
            continue
        high = too_high(topic)
        course.problems += [high] if high else []
        for folder in folder_entries(topic):
            if high and folder.name in (*FILES["code"], "submissions"):
                continue
            if folder.is_dir():
                _Reader(course, f"{topic.name}/{folder.name}", folder).read()
            else:
                course.problems.append(stray_problem("", course.file(folder), folder))
    for borrower in course.classify.values():
        borrower.lender = _lender(borrower, course)
    return course


def load_one(root: Path, id_: str, *, to_show: bool = False) -> Course:
    """Read one exercise; the course is empty if there is no folder of that name.

    A page needs no more, and reading all exercises for each page would take the longer the more
    exercises and pages there are.

    Args:
        to_show: read exercise.toml and what a page shows besides, and nothing else.
    """
    course = Course(root)
    folder = root / "exercises" / id_
    if ID.fullmatch(id_) and folder.is_dir():
        _Reader(course, id_, folder).read(to_show=to_show)
    for borrower in () if to_show else course.classify.values():
        beside, folder = Course(root), root / "exercises" / borrower.borrows
        if ID.fullmatch(borrower.borrows) and folder.is_dir():
            _Reader(beside, borrower.borrows, folder).read()
        borrower.lender = _lender(borrower, beside)
    return course


def _lender(folder: ClassifyFolder, course: Course) -> ClassifyFolder | None:
    """The exercise from which a judge borrows, unless it cannot: the contract says why."""
    lender = course.classify.get(folder.borrows)
    return None if lender is None or lender.borrows else lender


class _Reader(NamedTuple):
    """Reads one folder into a course."""

    course: Course
    id: str
    folder: Path

    def problem(
        self, rule: str, message: str, remedy: str, line: int | None = None, name: str = ""
    ) -> None:
        file = self.course.file(self.folder / (name or "exercise.toml"))
        self.course.problems.append(Problem(rule, self.id, file, message, remedy, line))

    def read(self, *, to_show: bool = False) -> None:
        if not ID.fullmatch(self.id):
            remedy = "Use lower-case letters, digits and hyphens: exercises/<topic>/<slug>/."
            self.problem("id", f"{self.id!r} is not an id of an exercise", remedy)
        names = {entry.name for entry in os.scandir(self.folder) if entry.is_file()}
        if "exercise.toml" not in names:
            self.course.problems.append(without_table(self.id, self.folder))
            return
        meta = self.read_meta()
        if meta is None:
            return
        missing = [name for name in FILES[meta.kind] if name not in names]
        for name in missing:
            file = self.course.file(self.folder / name)
            self.problem("files", f"{name} is missing", f"Add {file}.")
        for path in () if to_show else stray_paths(self.folder, meta.kind):
            self.course.problems.append(stray_problem(self.id, self.course.file(path), path))
        if not missing:
            self.add(meta, to_show)

    def add(self, meta: Any, to_show: bool) -> None:
        exercise = self.read_files(meta, to_show)
        self.course.exercises[self.id] = exercise
        for path in () if to_show else exercise.written():
            self.course.problems += encoding_problems(self.id, self.course.file(path), path)

    def read_meta(self) -> Common | None:
        text = read_text(self.folder / "exercise.toml")
        try:
            data = parse_toml(hide_origins(text))
        except TomlError as error:
            self.course.problems.append(
                toml_problem(self.id, self.course.file(self.folder / "exercise.toml"), error)
            )
            return None
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            remedy = f'Add kind = "…", one of {", ".join(KINDS)}.'
            self.problem("keys", f"kind is {kind!r}" if kind else "key kind is missing", remedy)
            return None
        try:
            return msgspec.convert(data, KINDS[kind])
        except msgspec.ValidationError:  # names the first mistake only
            for message, remedy in mistakes(data, KINDS[kind]):
                self.problem("keys", message, remedy, line_complained_of(text, message))
            return None

    def read_files(self, meta: Any, to_show: bool) -> ExerciseFolder:
        match meta:
            case Code():
                names = SHOWN if to_show else FILES["code"][1:]
                texts = {name: self.text_of(name) for name in names}
                folder = CodeFolder(self.id, self.folder, meta, texts)
                return folder if to_show else self.with_submissions(folder)
            case Classify():
                sentences = [] if to_show else list(self.read_sentences(meta))
                labelled = [sentence for sentence in sentences if sentence.label]
                unlabelled = [sentence for sentence in sentences if not sentence.label]
                return ClassifyFolder(self.id, self.folder, meta, labelled, unlabelled)
            case Recall():
                return RecallFolder(self.id, self.folder, meta)
        raise TypeError(meta)

    def text_of(self, name: str) -> str:
        """A file's text; of what readers see, without the origins of its numbers."""
        text = read_text(self.folder / name)
        return hide_origins(text) if name.endswith(".md") else text

    def with_submissions(self, folder: CodeFolder) -> CodeFolder:
        table = read_table(self.folder / TABLE, folder.solution)
        folder.stored = [*table.stored, *read_files(self.folder)]
        folder.equivalent = table.equivalent
        for rule, finding in table.findings:
            self.problem(rule, finding.message, finding.remedy, finding.line, TABLE)
        for finding in doubled_names(folder.stored):
            self.problem("files", finding.message, finding.remedy, finding.line, finding.file)
        return folder

    def read_sentences(self, meta: Classify) -> Iterator[Sentence]:
        path = self.folder / "justifications.jsonl"
        items = [scenario.id for scenario in meta.item]
        for number, line in enumerate(read_text(path).splitlines() if path.is_file() else (), 1):
            try:
                sentence = msgspec.json.decode(line, type=Sentence)
                if sentence.item not in items:
                    raise ValueError(f"there is no item {sentence.item!r}")
            except ValueError as error:
                remedy = 'Write {"item": "…", "text": "…", "label": "sound, vague or wrong"}.'
                self.problem("keys", str(error), remedy, number, path.name)
            else:
                yield sentence
