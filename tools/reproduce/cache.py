"""Results of single jobs, kept until what they depend on changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.reproduce import dependencies
from tools.reproduce.recipes import Job
from tools.results import provenance

CACHE = Cache(ROOT / ".cache" / "reproductions")  # for ever: a job may take minutes
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
        key: of its result in the cache.
    """

    name: str
    job: Job
    key: str

    @property
    def title(self) -> str:
        """How it is called in what people read."""
        return f"{self.name}/{self.job.name}"

    @property
    def log(self) -> Path:
        """What the job prints while it runs, and its traceback if it fails."""
        return CACHE.file(self.key).with_suffix(".log")


def work(name: str, job: Job) -> Work:
    """A job of a recipe, with a key that tells all that its result depends on."""
    return Work(name, job, f"{name}/{job.name}-{dependencies.key(job)[:KEY_LENGTH]}")


def read(work: Work) -> Done | None:
    """What is kept of a job; None if nothing is."""
    try:
        return Done(**json.loads(CACHE.read(work.key) or b""))
    except (ValueError, TypeError):
        return None


def write(work: Work, result: Any, seconds: float) -> Done:
    """Keep what a job returned."""
    done = Done(result, round(seconds, 3), provenance.today())
    CACHE.write(work.key, json.dumps(done._asdict()).encode())
    work.log.unlink(missing_ok=True)
    return done
