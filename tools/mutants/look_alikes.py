"""Mutants that get the name of a stored mistake, rightly or, being look-alikes, wrongly.

A mutant of the solution or of a wrong submission that behaves like another stored mistake, as far
as the checks and probes show, is compared with it once more at further seeds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

import msgspec

from grader.exercise import CodeExercise
from grader.isolation.fingerprint import fingerprint
from grader.isolation.source_text import read_source
from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.common.plain_code import plain_code, plain_statements
from tools.course.kinds import CodeFolder
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import Pool, in_batches
from tools.grading.traces import is_recognised, recognises_all
from tools.grading.worker import GraderProcess
from tools.mutants.grading import Result
from tools.mutants.make import Mutant, mutants_of

CACHE = Cache(ROOT / ".cache" / "look-alikes", days=30)
MAKERS = ("tools.mutants.look_alikes",)
FURTHER_SEEDS = (1,)  # each costs half as much as all the rest
AT_ONCE = 400  # mutants in one request


@dataclass(frozen=True)
class NamedMutant:
    """A mutant whose learner is told the name of a mistake.

    Attributes:
        of: the stored submission of which it is a mutant; empty if it is one of the solution.
        code: as ``Mutant`` has it.
        names: that the learner is told.
        false: those of them that are not what it is.
    """

    of: str
    code: str
    diff: str
    names: list[str]
    false: list[str]


def named_mutants_of(
    folder: CodeFolder, exercise: CodeExercise, results: Sequence[Result], pool: Pool
) -> list[NamedMutant]:
    """Find them, or look them up.

    Args:
        exercise: with what it recognises.
        results: of the solution's mutants.
    """
    key = _key(folder)
    with suppress(ValueError, msgspec.MsgspecError):
        return msgspec.json.decode(CACHE.read(key) or b"", type=list[NamedMutant])
    passed_over = {result.mutant.code for result in results if not result.ran}
    named = _find(folder, exercise, passed_over, pool)
    if recognises_all(folder, exercise) and all(result.in_time for result in results):
        CACHE.write(key, msgspec.json.encode(named))
        CACHE.tidy()
    return named


def _find(
    folder: CodeFolder, exercise: CodeExercise, passed_over: set[str], pool: Pool
) -> list[NamedMutant]:
    """Those of all mutants but some, by their codes."""
    recognised = {
        stored.name: stored.texts
        for stored in folder.stored
        if is_recognised(stored) and all(map(fingerprint, stored.texts))  # of others a rule tells
    }
    suspects = [
        (base, mutant)
        for base, mutant in _suspects(folder.solution, recognised)
        if base or mutant.code not in passed_over
    ]

    data = exercise.data()

    def look(process: GraderProcess, part: Sequence[tuple[str, Mutant]]) -> list[NamedMutant]:
        request = {
            "do": "names",
            "exercise": data,
            "submissions": [[base, mutant.text] for base, mutant in part],
            "forms": recognised,
            "seeds": FURTHER_SEEDS,
        }
        found = process.ask(request, len(part) * exercise.seconds)["names"]
        return [
            NamedMutant(base, mutant.code, mutant.diff, names, false)
            for (base, mutant), (names, false) in zip(part, found, strict=True)
            if names
        ]

    return [*chain.from_iterable(pool.each(look, in_batches(suspects, AT_ONCE), AT_ONCE))]


def _suspects(solution: str, recognised: dict[str, list[str]]) -> Iterator[tuple[str, Mutant]]:
    """Mutants of the solution and of each mistake, after the name of what they are mutants of.

    Stored submissions share most of their lines: each line is changed in the first that has it.
    """
    codes = codes_of(chain.from_iterable(recognised.values()))
    lines: set[str] = set()
    bases = {"": solution, **{name: texts[0] for name, texts in recognised.items()}}
    for base, text in bases.items():
        for mutant in mutants_of(read_source(text), lines):
            if mutant.code not in codes:
                codes.add(mutant.code)
                yield base, mutant
        lines.update(line.strip() for line in text.splitlines())


def codes_of(texts: Iterable[str]) -> set[str]:
    """The plain codes of submissions that Python can read."""
    return {plain_code([plain_statements(read_source(text))]) for text in texts}


def _key(folder: CodeFolder) -> str:
    texts = [folder.solution, folder.grader, *folder.meta.defines]
    for stored in filter(is_recognised, folder.stored):
        texts += [stored.name, stored.check, *stored.texts]
    parts = [code_digest(MAKERS), imported_digest(texts), str(folder.meta.seconds), *texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
