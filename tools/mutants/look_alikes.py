"""Look-alikes: mutants that get the name of a mistake which they do not make.

A mutant of the solution or of a wrong submission that behaves like another stored mistake, as far
as the checks and probes show, is compared with it once more at further seeds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

import msgspec

from grader.exercise import CodeExercise
from grader.isolation.fingerprint import fingerprint
from grader.isolation.source_text import read_source
from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.course.kinds import CodeFolder
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import process_pool
from tools.grading.traces import is_recognised, recognises_all
from tools.grading.worker import GraderProcess
from tools.mutants.make import Mutant, mutants_of, plain_code

CACHE = Cache(ROOT / ".cache" / "look-alikes", days=30)
MAKERS = ("tools.mutants.look_alikes",)
FURTHER_SEEDS = (1,)  # each costs half as much as all the rest
AT_ONCE = 100  # mutants in one request


@dataclass(frozen=True)
class LookAlike:
    """A mutant and what it is taken for.

    Attributes:
        of: the stored submission, or the solution, of which it is a mutant.
        taken_for: name of the mistake.
    """

    of: str
    taken_for: str
    diff: str


def look_alikes_of(folder: CodeFolder, exercise: CodeExercise) -> list[LookAlike]:
    """Find them, or look them up.

    Args:
        exercise: with what it recognises.
    """
    key = _key(folder)
    with suppress(ValueError, msgspec.MsgspecError):
        return msgspec.json.decode(CACHE.read(key) or b"", type=list[LookAlike])
    look_alikes = _find(folder, exercise)
    if recognises_all(folder, exercise):
        CACHE.write(key, msgspec.json.encode(look_alikes))
        CACHE.tidy()
    return look_alikes


def _find(folder: CodeFolder, exercise: CodeExercise) -> list[LookAlike]:
    recognised = {
        stored.name: stored.texts
        for stored in folder.stored
        if is_recognised(stored) and all(map(fingerprint, stored.texts))  # of others a rule tells
    }
    suspects = list(_suspects(folder.solution, recognised))
    parts = [suspects[i : i + AT_ONCE] for i in range(0, len(suspects), AT_ONCE)]

    def look(process: GraderProcess, part: list[tuple[str, Mutant]]) -> list[LookAlike]:
        request = {
            "do": "names",
            "exercise": exercise.data(),
            "submissions": [[base, mutant.text] for base, mutant in part],
            "forms": recognised,
            "seeds": FURTHER_SEEDS,
        }
        names = process.ask(request, len(part) * exercise.seconds)["names"]
        return [
            LookAlike(base, name, mutant.diff)
            for (base, mutant), taken_for in zip(part, names, strict=True)
            for name in taken_for
        ]

    with process_pool() as pool:
        return [*chain.from_iterable(pool.each(look, parts, AT_ONCE))]


def _suspects(solution: str, recognised: dict[str, list[str]]) -> Iterator[tuple[str, Mutant]]:
    """Mutants of the solution and of each mistake, by the name of what they are mutants of.

    Stored submissions share most of their lines: each line is changed in the first that has it.
    """
    codes = {plain_code(read_source(text)) for texts in recognised.values() for text in texts}
    lines: set[str] = set()
    bases = {"the solution": solution, **{name: texts[0] for name, texts in recognised.items()}}
    for base, text in bases.items():
        for mutant in mutants_of(read_source(text), lines):
            if mutant.code not in codes:
                codes.add(mutant.code)
                yield base, mutant
        lines.update(line.strip() for line in text.splitlines())


def _key(folder: CodeFolder) -> str:
    texts = [folder.solution, folder.grader, *folder.meta.defines]
    for stored in filter(is_recognised, folder.stored):
        texts += [stored.name, stored.check, *stored.texts]
    parts = [code_digest(MAKERS), imported_digest(texts), str(folder.meta.seconds), *texts]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
