"""Measures the figures of the judge that docs/data/judge.json keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.course.folder import Course
from tools.course.kinds import Sentence
from tools.judge.evaluate import Answered, answers, figures, read
from tools.results import provenance
from tools.results.judge_table import ALL, FILE, SETS

SENTENCES = ROOT / "tests" / "data" / "justifications"
COMMAND = "python -m tools judge --write"


def measure(course: Course) -> dict[str, dict[str, Any]]:
    """The figures for each set of sentences, fitted in each way that belongs to it."""
    rates = {}
    for name in SETS:
        sentences = read(SENTENCES / f"{name}.jsonl", course)
        rates[name] = {way: rates_of(course, sentences, way) for way in ("fitted", "held_out")}
    ways = ("fitted", "withheld")
    together: dict[str, Answered] = {way: [] for way in ways}
    for topic, sentences in by_topic(course).items():
        pairs = {way: answer_sentences(course, sentences, way) for way in ways}
        rates[topic] = {way: figures(pairs[way]) for way in ways}
        for way in ways:
            together[way] += pairs[way]
    rates[ALL] = {way: figures(together[way]) for way in ways}
    return rates


def rates_of(course: Course, sentences: Sequence[Sentence], way: str) -> dict[str, Any]:
    """The figures for some sentences, fitted in one of the ``WAYS``."""
    return figures(answer_sentences(course, sentences, way))


def answer_sentences(course: Course, sentences: Sequence[Sentence], way: str) -> Answered:
    """Sentences with what the judge says of them, fitted in one of the ``WAYS``."""
    return answers(course, sentences, way == "held_out", way == "withheld")


def by_topic(course: Course) -> dict[str, list[Sentence]]:
    """The sentences in files that bear the name of an exercise, by its topic."""
    topics: dict[str, list[Sentence]] = {}
    for id_ in sorted(course.classify):
        topic, _, slug = id_.partition("/")
        file = SENTENCES / f"{slug}.jsonl"
        if file.is_file():
            topics.setdefault(topic, []).extend(read(file, course))
    return topics


def write(course: Course, file: Path = FILE) -> None:
    """Measure, and keep the figures with how they were made. No seed: nothing in it is random."""
    record = {
        "command": COMMAND,
        "date": provenance.today(),
        "versions": provenance.versions(),
        "figures": measure(course),
    }
    write_whole(file, json.dumps(record, indent=1).encode() + b"\n")
