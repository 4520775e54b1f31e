"""The examples of the page "How grading works": real submissions, each with its real Report.

``python -m tests.content.grading_examples`` writes them into the page anew.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

from tools.common.paths import ROOT
from tools.course.folder import Course, load_course
from tools.grading.report_text import STAGES, VERDICTS
from tools.grading.traces import with_known
from tools.grading.worker import GraderProcess, grader_process

PAGE = ROOT / "docs" / "how-grading-works.md"
# Between two such comments stands the example of a submission: a stored one by its path, or the
# code that the page gives.
START, END = r"<!-- example: (\S+) (\S+) -->\n\n", r"\n\n<!-- end of example -->"
EXAMPLE = re.compile(rf"({START})(.*?)({END})", re.DOTALL)
OPINIONS_ON = re.compile(rf"(<!-- opinions: (\S+) (\S+) -->\n\n)(.*?)({END})", re.DOTALL)
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)
GIVEN = "given"
# what a stored submission says of itself, which is no part of a learner's code
HEADER = re.compile(r'\Ar?""".*?"""\s*', re.DOTALL)
# the solution's, which a change of it keeps, and which learners do not write
WORDS = re.compile(r'^ +(?:"""(?:.|\n)*?"""|#.*)\n', re.MULTILINE)
WIDTH = 118
MARKS = {"pass": "passed", "fail": "failed", "skip": "skipped"}
Grade = Callable[[str, Any], dict[str, Any]]


def examples(page: str) -> list[tuple[str, str, str]]:
    """Exercise, name and text of each example of the page."""
    return [(match[2], match[3], match[4]) for match in EXAMPLE.finditer(page)]


def source(course: Course, exercise: str, name: str, text: str) -> str:
    """The submission of an example; ``text`` is what the page has of it."""
    if name == GIVEN:
        return str(CODE.findall(text)[0])
    stored = course.code[exercise].stored
    text = next(
        submission.text
        for submission in stored
        if f"{submission.verdict}/{submission.name}" == name
    )
    return WORDS.sub("", HEADER.sub("", text))


def written(submission: str, report: dict[str, Any]) -> str:
    """An example as it stands on the page."""
    words = textwrap.wrap(report["feedback"], WIDTH)
    said = "\n".join(
        f"> {line}".rstrip() for line in [f"**{VERDICTS[report['verdict']]}**", "", *words]
    )
    parts = [f"```python\n{submission.strip()}\n```", said]
    if report["verdict"] == "fail":
        lines = "\n".join(line for check in report["checks"] for line in rows(check))
        parts.append(f"```text\n{lines}\n```")
    return "\n\n".join(parts)


def rows(check: dict[str, Any]) -> list[str]:
    """One check as lines of text."""
    mark = f"{MARKS[check['verdict']]:9}"
    lines = [f"{mark}{check['title']}"]
    if check["verdict"] != "fail":
        return lines
    place = f"first at {check['where']}" if check["where"] else ""
    values = {
        "expected": check["expected"],
        "found": check["found"],
        "differs in": ", ".join(filter(None, [STAGES.get(check["stage"], ""), place])),
    }
    lines += [f"{name:12}{value}" for name, value in values.items() if value]
    if check["stage"] != "shape":
        lines += check["diff"].splitlines()
    return [lines[0], *(f"{'':9}{line}".rstrip() for line in lines[1:])]


def opinions(page: str) -> list[tuple[str, str, str]]:
    """Exercise, scenario and table of each list of sentences of the page."""
    return [(match[2], match[3], match[4]) for match in OPINIONS_ON.finditer(page)]


def judged(course: Course, exercise: str, item: str, text: str, grade: Grade) -> str:
    """The table of sentences with what the judge says of them now."""
    lines = ["| Sentence | Opinion | Why |", "|---|---|---|"]
    for row in text.splitlines()[2:]:
        sentence = row.split("|")[1].strip()
        shown = course.classify[exercise].meta.item
        answers: dict[str, dict[str, Any]] = {
            scenario.id: {"label": scenario.accept.label, "evidence": []} for scenario in shown
        }
        answers[item]["because"] = sentence.strip("“”")
        report = grade(exercise, answers)
        because = next(check["because"] for check in report["checks"] if check["name"] == item)
        lines.append(f"| {sentence} | **{because['verdict']}** | {because['reason']} |")
    return "\n".join(lines)


def grader(course: Course, process: GraderProcess) -> Grade:
    """``grade(exercise, source)``, which knows the stored mistakes as the page does."""
    known = cache(lambda name: with_known(course.exercises[name], process))
    return lambda name, submission: process.grade(known(name), submission)


def renewed(page: str, course: Course, grade: Grade) -> str:
    """The page with all its examples as they are now."""

    def example(match: re.Match[str]) -> str:
        submission = source(course, match[2], match[3], match[4])
        return f"{match[1]}{written(submission, grade(match[2], submission))}{match[5]}"

    def opinion(match: re.Match[str]) -> str:
        return f"{match[1]}{judged(course, match[2], match[3], match[4], grade)}{match[5]}"

    return OPINIONS_ON.sub(opinion, EXAMPLE.sub(example, page))


if __name__ == "__main__":
    with grader_process() as running:
        everything = load_course(ROOT)
        new = renewed(PAGE.read_text("utf-8"), everything, grader(everything, running))
        PAGE.write_text(new, "utf-8")
