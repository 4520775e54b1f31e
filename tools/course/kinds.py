"""Exercise folders as they were read: what is common to all, and what each kind has of its own."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec

from grader.exercise import ClassifyExercise, CodeExercise, Item, RecallExercise
from grader.expectations import few_lines
from tools.course.schema import Classify, Code, Common, Equivalent, Recall, Scenario
from tools.course.submissions import TABLE, Stored
from tools.course.text import read_text

_PHRASE = re.compile(r"\[([^\]]+)\]\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Hint:
    """One section of hints.md."""

    title: str
    text: str


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of justification: one line of justifications.jsonl.

    Attributes:
        label: empty as long as nobody has labelled it.
    """

    item: str
    text: str
    label: Literal["sound", "vague", "wrong", ""] = ""


@dataclass
class AnyFolder[Keys: Common]:
    """What the folders of all kinds have.

    Attributes:
        meta: exercise.toml.
    """

    id: str
    folder: Path
    meta: Keys

    @property
    def kind(self) -> Literal["code", "classify", "recall"]:
        """As exercise.toml names it."""
        return self.meta.kind

    def _common(self) -> dict[str, Any]:
        """What the grader knows of an exercise of any kind."""
        return {"id": self.id, "version": self._version(), "seconds": self.meta.seconds}

    def _version(self) -> str:
        """SHA-256 over the graded files: all but the prompt and the hints."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in (".py", ".toml", ".jsonl") and path.is_file():
                name = path.relative_to(self.folder).as_posix()
                digest.update(f"{name}\0{read_text(path)}\0".encode())
        return digest.hexdigest()

    def written(self) -> Iterator[Path]:
        """The files that authors write; what cannot be graded may hold anything."""
        yield self.folder / "exercise.toml"


@dataclass
class CodeFolder(AnyFolder[Code]):
    """A function to write.

    Attributes:
        texts: the files beside exercise.toml, by name.
        stored: right and wrong submissions.
        equivalent: mutants of the solution that are declared to be right.
    """

    texts: dict[str, str] = field(default_factory=dict)
    stored: list[Stored] = field(default_factory=list)
    equivalent: list[Equivalent] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        return self.texts["prompt.md"]

    @property
    def starter(self) -> str:
        return self.texts["starter.py"]

    @property
    def solution(self) -> str:
        return self.texts["solution.py"]

    @property
    def grader(self) -> str:
        return self.texts["grader.py"]

    def imports(self, name: str) -> list[str]:
        """The lines of the starter that import a function and nothing else.

        A page looks for the same, in docs/assets/js/exercise/own_functions.js.
        """
        line = rf"^from [\w.]+ import (?:\w+ as )?{re.escape(name)}$"
        return re.findall(line, self.starter, re.MULTILINE)

    @cached_property
    def hints(self) -> list[Hint]:
        """The ``##`` sections of hints.md."""
        sections = re.split(r"^## +(.+)$", self.texts["hints.md"], flags=re.MULTILINE)[1:]
        pairs = zip(sections[::2], sections[1::2], strict=True)
        return [Hint(title.strip(), text.strip()) for title, text in pairs]

    @cached_property
    def check_titles(self) -> list[str]:
        """What is to be checked, as grader.py writes it above its checks, in order.

        Whoever waits for a check learns no more from the run than its number.
        """
        with suppress(SyntaxError, ValueError):  # told by whoever runs it
            titles = [*filter(None, map(_title_of, ast.parse(self.grader).body))]
            most = self.meta.changed_lines
            return titles if most is None else [*titles, few_lines.title_of(most)]
        return []

    @cached_property
    def exercise(self) -> CodeExercise:
        """What the grader knows, without the traces (see ``tools.grading.traces``)."""
        return CodeExercise(
            **self._common(),
            defines=tuple(self.meta.defines),
            starter=self.starter,
            solution=self.solution,
            grader=self.grader,
            changed_lines=self.meta.changed_lines,
        )

    def written(self) -> Iterator[Path]:
        yield from super().written()
        yield from (self.folder / name for name in self.texts)
        table = self.folder / TABLE
        yield from [table] if table.is_file() else []
        files = (stored for stored in self.stored if stored.is_file)
        yield from (self.folder / stored.file for stored in files if stored.verdict != "invalid")


@dataclass
class ClassifyFolder(AnyFolder[Classify]):
    """Scenarios to name and to justify.

    Attributes:
        sentences: the labelled ones of justifications.jsonl.
        unlabelled: the others.
        lender: the exercise from which the judge borrows words and sentences.
    """

    sentences: list[Sentence] = field(default_factory=list)
    unlabelled: list[Sentence] = field(default_factory=list)
    lender: ClassifyFolder | None = None

    @property
    def borrows(self) -> str:
        """The id of the exercise from which the judge is to borrow; empty if there is none."""
        return self.meta.judge.borrows if self.meta.judge else ""

    @property
    def lexicon(self) -> dict[str, Any]:
        """The ``judge`` table, with what it borrows."""
        own = msgspec.to_builtins(self.meta.judge) if self.meta.judge else {}
        own.pop("borrows", None)
        return joined(self.lender.lexicon, own) if self.lender else own

    def _version(self) -> str:
        """That of the graded files, and of those that the judge borrows."""
        own = super()._version()
        if self.lender is None:
            return own
        return hashlib.sha256(f"{own}\0{self.lender.exercise.version}".encode()).hexdigest()

    @cached_property
    def exercise(self) -> ClassifyExercise:
        """What the grader knows, with the judge not yet fitted (see ``tools.judge``)."""
        return ClassifyExercise(
            **self._common(),
            labels=tuple(self.meta.labels),
            items=tuple(map(_item, self.meta.item)),
            draw=self.meta.draw,
            lexicon=self.lexicon,
        )


@dataclass
class RecallFolder(AnyFolder[Recall]):
    """Cards to remember."""

    @cached_property
    def exercise(self) -> RecallExercise:
        """What the grader knows."""
        return RecallExercise(**self._common(), cards=tuple(card.id for card in self.meta.card))


ExerciseFolder = CodeFolder | ClassifyFolder | RecallFolder


def phrases(text: str) -> list[tuple[str, str | None]]:
    """Split a scenario into segments ``(words, phrase id)``; the id is None between the phrases."""
    parts = _PHRASE.split(text)  # plain, words, id, plain, words, id, …, plain
    segments: list[tuple[str, str | None]] = []
    for start in range(0, len(parts), 3):
        segments.append((parts[start], None))
        if start + 2 < len(parts):
            segments.append((parts[start + 1], parts[start + 2]))
    return [segment for segment in segments if segment[0]]


def joined(lent: Any, own: Any) -> Any:
    """Two values of one shape as one: tables key by key, lists one after the other, and of two
    texts the second, unless it is empty."""
    if isinstance(lent, dict):
        both = {key: joined(lent[key], own[key]) for key in lent if key in own}
        return {**lent, **own, **both}
    return list(dict.fromkeys([*lent, *own])) if isinstance(lent, list) else own or lent


def _title_of(statement: ast.stmt) -> str:
    """What a statement of grader.py checks; empty if it is not a check."""
    for mark in getattr(statement, "decorator_list", ()):
        match mark:
            case ast.Call(func=ast.Name("check"), args=[ast.Constant(str(title)), *_]):
                return title
    return ""


def _item(scenario: Scenario) -> Item:
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
