"""The keys of exercise.toml and of submissions.toml.

A table is read so that every mistake in it is found at once.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field
from msgspec.structs import FieldInfo

from tools.common.spelling import suggestion

Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
IMPORTANCE = "5 for what the subject cannot do without, down to 1 for a detail"
LEVEL = "its step on the way, from 0 to 5, as extra.levels in mkdocs.yml names them"
HEADING = "the page below docs/ and the heading that answer it, as in concepts/page.md#heading"
Text = Annotated[str, Meta(min_length=1)]


class Table(Struct, forbid_unknown_fields=True):
    """A table of one of these files."""


class Common(Table, kw_only=True):
    """Keys of every kind."""

    format: Literal[1]
    title: Text
    kind: Literal["code", "classify", "recall"]
    concepts: list[Name]
    prerequisites: list[str]
    difficulty: Annotated[int, Meta(ge=1, le=5)]
    importance: Annotated[int, Meta(ge=1, le=5, description=IMPORTANCE)]
    level: Annotated[int, Meta(ge=0, le=5, description=LEVEL)]
    minutes: Annotated[int, Meta(ge=1)]
    seconds: Annotated[float, Meta(gt=0)]
    sources: list[str]
    status: Literal["draft", "published"]
    role: Literal["warm-up", "prove it", "capstone"] | None = None


class Equivalent(Table, kw_only=True):
    """A mutant of the solution that no input tells apart."""

    change: Text
    reason: Text


class Predict(Table, kw_only=True):
    """The ``predict`` table: what is asked before the code is written; ``answer`` is a choice."""

    question: Text
    choices: Annotated[list[Text], Meta(min_length=2)]
    answer: Text
    after: Text

    def __post_init__(self) -> None:
        if self.answer not in self.choices:
            raise ValueError(f"the answer “{self.answer}” is not one of the choices")
        if len(set(self.choices)) < len(self.choices):
            raise ValueError("two choices are the same")


class Code(Common, kw_only=True):
    """Keys of kind ``code``.

    ``changed_lines`` makes the starter a program to mend: so many of its lines may be changed.
    ``uses`` names functions that the starter imports, each with the exercise in which it is
    written: whoever has passed there may put in their own.
    ``untried`` gives reasons why no check asks for some sizes: a function and the name of a size,
    as in ``"search S"``, each with its reason.
    """

    defines: Annotated[list[str], Meta(min_length=1)]
    changed_lines: Annotated[int, Meta(ge=1)] | None = None
    uses: dict[str, str] = field(default_factory=dict)
    untried: dict[str, Text] = field(default_factory=dict)
    predict: Predict | None = None


class Submission(Table, kw_only=True):
    """A stored submission: a change of the solution, with what its learner is told.

    ``forms`` are pairs of a part of the code and the same written otherwise.
    """

    name: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_]*$")]
    change: Text
    check: str = ""
    feedback: str = ""
    forms: list[tuple[str, str]] = field(default_factory=list)


class Submissions(Table, kw_only=True):
    """submissions.toml: what stands beside the whole files of ``submissions/``."""

    right: list[Submission] = field(default_factory=list, name="pass")
    fail: list[Submission] = field(default_factory=list)
    invalid: list[Submission] = field(default_factory=list)
    timeout: list[Submission] = field(default_factory=list)
    equivalent: list[Equivalent] = field(default_factory=list)


class Accept(Table, kw_only=True):
    """The right label of a scenario and the phrases that decide it."""

    label: Text
    deciding: Annotated[list[str], Meta(min_length=1)]
    misleading: list[str] = field(default_factory=list)


class Example(Table, kw_only=True):
    """A sentence of justification, labelled for the judge."""

    text: Text
    label: Literal["sound", "vague", "wrong"]


class Rubric(Table, kw_only=True):
    """What a sentence may claim of a scenario, in axes of the exercise's lexicon if it has any.

    A ``!`` before an axis stands for its ``no``. What is ``true`` decides nothing, and its opposite
    is as wrong as that of what ``agrees``.
    """

    agrees: list[Text] = field(default_factory=list)
    opposes: list[Text] = field(default_factory=list)
    true: list[Text] = field(default_factory=list)
    asks: str = ""


class Axis(Table, kw_only=True):
    """An idea and its opposite: the expressions for both, and how the judge speaks of them.

    What is left out is that of the exercise from which the judge borrows.
    """

    yes: list[Text] = field(default_factory=list)
    no: list[Text] = field(default_factory=list)
    says: str = ""
    denies: str = ""


class Lexicon(Table, kw_only=True):
    """The ``judge`` table: which words express which ideas in justifications.

    ``denials`` are expressions that deny the clause in which they stand; ``borrows`` names an
    exercise whose own ``judge`` table and labelled sentences serve here, too.
    """

    borrows: str = ""
    axes: dict[str, Axis] = field(default_factory=dict)
    denials: list[Text] = field(default_factory=list)
    things: dict[str, list[Text]] = field(default_factory=dict)
    asides: dict[str, list[Text]] = field(default_factory=dict)
    contexts: dict[str, list[Text]] = field(default_factory=dict)
    names: dict[str, list[Text]] = field(default_factory=dict)
    truths: dict[str, list[Text]] = field(default_factory=dict)


class Scenario(Table, kw_only=True):
    """One ``[[item]]`` of kind ``classify``."""

    id: Name
    text: Text
    accept: Accept
    why: dict[str, Text]
    model: Text
    rubric: Text
    examples: list[Example]
    judge: Rubric | None = None
    defensible: dict[str, Text] = field(default_factory=dict)


class Classify(Common, kw_only=True):
    """Keys of kind ``classify``."""

    labels: Annotated[list[Text], Meta(min_length=2)]
    item: Annotated[list[Scenario], Meta(min_length=1)]
    judge: Lexicon | None = None
    draw: Annotated[int, Meta(ge=1)] | None = None


class Card(Table, kw_only=True):
    """One ``[[card]]`` of kind ``recall``; ``heading`` is that of a page which answers it."""

    id: Name
    question: Text
    answer: Text
    heading: Annotated[Text, Meta(description=HEADING)]


class Recall(Common, kw_only=True):
    """Keys of kind ``recall``."""

    card: Annotated[list[Card], Meta(min_length=1)]


KINDS: dict[str, type[Common]] = {"code": Code, "classify": Classify, "recall": Recall}


def mistakes(
    data: dict[str, Any], shape: type[Struct], where: str = ""
) -> Iterator[tuple[str, str]]:
    """Every unknown key, missing key and wrong value of a table and of the tables in it.

    Yields:
        What is wrong, what to do.
    """
    fields = _fields(shape)
    for key in data:
        if key not in fields:
            yield f"unknown key {where}{key}", suggestion(key, fields)
    for name, info in fields.items():
        if name in data:
            yield from _value(data[name], info.type, f"{where}{name}")
        elif info.required:
            what = _description(info.type)
            remedy = f"Add {name} = … to the table{f': {what}' if what else ''}."
            yield f"key {where}{name} is missing", remedy


@cache
def _fields(shape: type[Struct]) -> dict[str, FieldInfo]:
    return {info.encode_name: info for info in msgspec.structs.fields(shape)}


def _description(kind: Any) -> str:
    """What the schema says of a value, which its name does not."""
    metas = typing.get_args(kind)[1:] if typing.get_origin(kind) is Annotated else ()
    return next((meta.description for meta in metas if meta.description), "")


def _value(value: Any, kind: Any, where: str) -> Iterator[tuple[str, str]]:
    inner = _struct_in(kind)
    if inner is not None and isinstance(value, dict):
        yield from mistakes(value, inner, f"{where}.")
    elif inner is not None and isinstance(value, list) and value:
        for number, entry in enumerate(value, 1):
            if isinstance(entry, dict):
                yield from mistakes(entry, inner, f"{where}[{number}].")
            else:
                yield f"{where}[{number}] is not a table", f"Write it as [[{where}]] with its keys."
    else:
        try:
            msgspec.convert(value, kind, strict=True)
        except msgspec.ValidationError as error:
            yield f"{where} has a wrong value: {error}", f"Correct the value of {where}."


def _struct_in(kind: Any) -> type[Struct] | None:
    """The Struct that a type annotation is, or is a list of."""
    if typing.get_origin(kind) is Annotated:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) is list:
        kind = typing.get_args(kind)[0]
    return kind if isinstance(kind, type) and issubclass(kind, Struct) else None
