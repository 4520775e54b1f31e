"""Grading a batch of hand-ins: each once, in a process of its own, on all cores, and resumable.

One bad file never stops the batch, and what is done is kept as it comes.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from grader.exercise import Exercise
from grader.report import __version__ as grader_version
from tools.common.cluster import each_on_cluster
from tools.course.folder import Course
from tools.course.kinds import CodeFolder
from tools.grading.pool import process_pool
from tools.grading.traces import with_known
from tools.regrade.examiner import Examiner
from tools.regrade.hand_ins import HandIn
from tools.regrade.part import Graded, grade_in_worker, grade_part

CONFIRMED = 2  # how passes are confirmed: what was graded in another way is graded again
SECRET = "secret"  # a file beside the results
AT_ONCE = 8  # submissions of one exercise that are handed over together

Queue = list[tuple[str, HandIn]]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Shard:
    """A part of the batch, for machines that each take one: ``number`` of ``count``, from 1."""

    number: int = 1
    count: int = 1

    def holds(self, key: str) -> bool:
        """Whether a submission belongs to this part."""
        return int(key[:8], 16) % self.count == self.number - 1

    @property
    def file(self) -> str:
        """Where its results go."""
        return "reports.jsonl" if self.count == 1 else f"reports-{self.number}-{self.count}.jsonl"


def key_of(hand_in: HandIn, exercise_version: str) -> str:
    """SHA-256 of a submission and of what else its Report depends on."""
    parts = [
        CONFIRMED,
        hand_in.exercise,
        exercise_version,
        grader_version,
        hand_in.seed,
        hand_in.submission,
    ]
    text = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def kept_results(folder: Path) -> dict[str, Graded]:
    """What earlier runs have left, by its key; a last line that was cut off does not count."""
    kept: dict[str, Graded] = {}
    for file in sorted(folder.glob("reports*.jsonl")):
        for line in file.read_bytes().splitlines():
            try:
                graded = msgspec.json.decode(line, type=Graded)
            except (ValueError, msgspec.MsgspecError):
                continue
            kept[graded.key] = graded
    return kept


def grade_batch(
    course: Course,
    hand_ins: Sequence[HandIn],
    folder: Path,
    shard: Shard,
    on_progress: OnProgress,
    cluster: str = "",
) -> dict[str, Graded]:
    """Grade what was not graded before, and keep each result at once.

    Args:
        hand_ins: of exercises that there are.
        folder: of the results.
        on_progress: called with the number of submissions graded and of all.
        cluster: as for ``each_on_cluster``; empty for the cores of this machine.

    Returns:
        The results by their keys, with those of earlier runs; of other shards only these.
    """
    results = kept_results(folder)
    new: dict[str, Queue] = {}
    known = set(results)
    for hand_in in hand_ins:
        key = key_of(hand_in, course.exercises[hand_in.exercise].exercise.version)
        if key not in known and shard.holds(key):
            known.add(key)
            new.setdefault(hand_in.exercise, []).append((key, hand_in))
    total = sum(map(len, new.values()))
    secret = secret_of(folder)
    with (folder / shard.file).open("ab") as file:
        if file.tell():
            file.write(b"\n")  # behind a line that was cut off
        for done, graded in enumerate(_graded(course, new, secret, cluster), 1):
            results[graded.key] = graded
            file.write(msgspec.json.encode(graded) + b"\n")
            file.flush()
            on_progress(done, total)
    return results


def secret_of(folder: Path) -> bytes:
    """What the random inputs of this batch's passes hang on; nobody knows it in advance."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (folder / SECRET).open("xb") as file:
        file.write(secrets.token_hex(16).encode())
    return (folder / SECRET).read_bytes()


def _graded(
    course: Course, new: Mapping[str, Queue], secret: bytes, cluster: str
) -> Iterator[Graded]:
    with process_pool() as own:

        def parts() -> Iterator[tuple[Exercise, list[Queue]]]:
            for id_, queue in new.items():
                with own.process() as process:
                    exercise = with_known(course.exercises[id_], process)
                yield exercise, [queue[at : at + AT_ONCE] for at in range(0, len(queue), AT_ONCE)]

        if cluster:
            yield from _graded_on(cluster, parts(), secret)
            return
        with process_pool(make=Examiner) as pool:
            for exercise, listed in parts():
                for graded in pool.each(partial(grade_part, exercise, secret), listed, AT_ONCE):
                    yield from graded


def _graded_on(
    cluster: str, parts: Iterable[tuple[Exercise, list[Queue]]], secret: bytes
) -> Iterator[Graded]:
    tasks = ((exercise, secret, part) for exercise, listed in parts for part in listed)
    for _, graded in each_on_cluster(cluster, grade_in_worker, tasks):
        yield from graded


def is_of_kind(course: Course, hand_in: HandIn) -> bool:
    """Whether a submission is what its exercise asks for: source text for code, else answers."""
    code = isinstance(course.exercises[hand_in.exercise], CodeFolder)
    return isinstance(hand_in.submission, str) == code


def latest(hand_ins: Iterable[HandIn]) -> list[HandIn]:
    """The last of each student's attempts at each exercise."""
    last: dict[tuple[str, str], HandIn] = {}
    for hand_in in hand_ins:
        place = hand_in.student, hand_in.exercise
        if place not in last or hand_in.at >= last[place].at:
            last[place] = hand_in
    return list(last.values())
