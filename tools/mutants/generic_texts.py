"""What learners read of a mistake that nobody stored: a generic text, here beside its mutants."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from tools.common.cache import Cache
from tools.common.invocation import as_typed
from tools.common.paths import ROOT
from tools.common.terminal import indent_lines
from tools.course.kinds import CodeFolder
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import Pool, process_pool
from tools.grading.traces import kept_runs, recognises_all, with_runs
from tools.mutants.grading import results_of
from tools.mutants.groups import groups_of
from tools.mutants.look_alikes import named_mutants_of
from tools.mutants.make import Mutant, mutants_of
from tools.mutants.naming import naming_of

CACHE = Cache(ROOT / ".cache" / "mutants", days=30)
MAKERS = ("tools.mutants.generic_texts",)
MOST_SHOWN = 20


@dataclass(frozen=True)
class GenericText:
    """What the learners of some mutants read.

    Attributes:
        numbers: of the mutants, which behave the same; the likeliest comes first.
        check: the first that they fail.
    """

    numbers: list[int]
    check: str
    feedback: str


@dataclass(frozen=True)
class GenericTexts:
    """The mutants of an exercise that get a generic text.

    Attributes:
        title: how many they are.
        texts: the likeliest mistakes first.
    """

    title: str
    texts: list[GenericText]


def generic_texts_of(folder: CodeFolder) -> GenericTexts:
    """Run the solution's mutants and the stored submissions, or look up what came of them."""
    key = _key(folder)
    with suppress(ValueError, msgspec.MsgspecError):
        return msgspec.json.decode(CACHE.read(key) or b"", type=GenericTexts)
    with process_pool() as pool:
        texts, complete = _texts_of(folder, pool)
    if complete:
        CACHE.write(key, msgspec.json.encode(texts))
        CACHE.tidy()
    return texts


def lines_of(folder: CodeFolder, generic: GenericTexts, *, whole: bool) -> Iterator[str]:
    """The generic texts as an author reads them, each with its likeliest mutant.

    Args:
        whole: all of them, and not only the first.
    """
    mutants = mutants_of(folder.solution)
    yield f"{folder.id}: {generic.title}"
    texts = generic.texts if whole else generic.texts[:MOST_SHOWN]
    for text in texts:
        number, *others = text.numbers
        yield from ["", f"  {number}: {_about(mutants[number - 1], text.check, others)}"]
        yield indent_lines(mutants[number - 1].diff, 4)
        yield f"    A learner reads: {text.feedback}"
    left = len(generic.texts) - len(texts)
    yield from ["", f"  {left} less likely ones follow with --all"] if left else []
    if texts:
        command = as_typed("new", f"fail {folder.id} NUMBER")
        yield from ["", f"  give one of them a name: {command}"]


def _about(mutant: Mutant, check: str, others: list[int]) -> str:
    also = f"; the same text for {', '.join(map(str, sorted(others)))}" if others else ""
    return f"line {mutant.line}, {mutant.operator}, fails {check}{also}"


def _texts_of(folder: CodeFolder, pool: Pool) -> tuple[GenericTexts, bool]:
    """The texts, and whether there was time for all of them."""
    exercise = with_runs(folder, kept_runs(folder, pool))
    results = results_of(folder) or []
    naming = naming_of(folder, results, named_mutants_of(folder, exercise, results, pool))
    groups, in_time = groups_of(exercise, naming.unnamed)
    firsts = [group[0].mutant.text for group in groups]
    reports = list(pool.each(lambda process, text: process.grade(exercise, text), firsts))
    texts = [
        GenericText([slip.number for slip in group], group[0].check, report["feedback"])
        for group, report in zip(groups, reports, strict=True)
    ]
    in_time &= all(report["verdict"] != "timeout" for report in reports)
    in_time &= all(result.in_time for result in results)
    return GenericTexts(str(naming), texts), in_time and recognises_all(folder, exercise)


def _key(folder: CodeFolder) -> str:
    texts = [folder.solution, folder.grader]
    parts = [code_digest(MAKERS), imported_digest(texts), str(folder.meta.seconds)]
    parts += [*folder.meta.defines, *texts]
    for stored in folder.stored:
        parts += [stored.name, stored.verdict, stored.check, stored.feedback, *stored.texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
