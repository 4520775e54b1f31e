"""Results of single jobs, kept until what they depend on changes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.reproduce import dependencies
from tools.reproduce.recipes import Job

FOLDER = ROOT / ".cache" / "reproductions"
KEY_LENGTH = 16


class Done(NamedTuple):
    """A finished job.

    Attributes:
        result: what JSON has made of what the job returned.
        seconds: of processor time that it took.
        date: when it was run.
    """

    result: Any
    seconds: float
    date: str


class Work(NamedTuple):
    """A job with its place.

    Attributes:
        file: where its result is kept.
    """

    name: str
    job: Job
    file: Path

    @property
    def title(self) -> str:
        """How it is called in what people read."""
        return f"{self.name}/{self.job.name}"

    @property
    def log(self) -> Path:
        """What the job prints while it runs, and its traceback if it fails."""
        return self.file.with_suffix(".log")


def work(name: str, job: Job) -> Work:
    """A job of a recipe; its file's name tells all that its result depends on."""
    key = dependencies.key(job)[:KEY_LENGTH]
    return Work(name, job, FOLDER / name / f"{job.name}-{key}.json")


def read(one: Work) -> Done | None:
    """What is kept of a job; None if nothing is."""
    try:
        return Done(**json.loads(one.file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def write(one: Work, result: Any, seconds: float) -> Done:
    """Keep what a job returned."""
    done = Done(result, round(seconds, 3), datetime.now(UTC).date().isoformat())
    write_whole(one.file, json.dumps(done._asdict()).encode())
    one.log.unlink(missing_ok=True)
    return done
