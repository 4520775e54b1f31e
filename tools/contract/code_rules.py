"""Rules of the contract for code exercises: what running the stored submissions must show."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

from grader.isolation.definitions import parse_define
from grader.isolation.fingerprint import normalised
from grader.values.trace import same_trace
from tools.common.problem import Problem
from tools.contract.exercise_reports import SEEDS, Grading
from tools.contract.exercise_rules import toml_problem
from tools.contract.expected_reports import (
    COPE,
    Mismatch,
    broken_at,
    of_solution,
    of_starter,
    of_stored,
)
from tools.course.folder import Course, Loaded
from tools.course.submissions import Stored
from tools.mutants.score import MOST_DECLARED, MOST_SHARE, percent

SHORTEST_LEAK = 12  # characters of a solution's line that a hint must not give away
RIGHT_WAYS = 3


CodeRule = Callable[[Loaded, Course, Grading], Iterator[Problem]]
CODE_RULES: dict[str, CodeRule] = {}


def code_rule(name: str, *, runs: bool = False) -> Callable[[CodeRule], CodeRule]:
    """Register a rule under its name; one that ``runs`` code waits until the grader works."""

    def register(function: CodeRule) -> CodeRule:
        @wraps(function)
        def unless_stuck(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
            if not (runs and grading.stuck):
                yield from function(loaded, course, grading)

        CODE_RULES[name] = unless_stuck
        return function

    return register


def _problem(
    rule: str, loaded: Loaded, course: Course, file: str, message: str, remedy: str
) -> Problem:
    return Problem(rule, loaded.id, course.file(loaded.folder / file), message, remedy)


def _of(one: Stored, rule: str, loaded: Loaded, course: Course, message: str, fix: str) -> Problem:
    return Problem(rule, loaded.id, course.file(one.path), message, fix)


def _told(rule: str, loaded: Loaded, course: Course, path: Path, wrong: Mismatch) -> Problem:
    file = course.file(loaded.folder / wrong.file if wrong.file else path)
    return Problem(rule, loaded.id, file, wrong.message, wrong.remedy, wrong.line, wrong.diff)


@code_rule("defines")
def defines(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """Every entry of ``defines`` is a name or a call, and the prompt mentions the name."""
    for wanted in loaded.meta.defines:
        try:
            name = parse_define(wanted)[0]
        except (SyntaxError, AttributeError):
            remedy = 'Write "name(first, second)" for a function, "name" for a value.'
            yield toml_problem("defines", loaded, course, f"cannot read {wanted!r}", remedy)
            continue
        if name not in loaded.prompt:
            message = f"the prompt does not mention {name}"
            remedy = "Say in the prompt what it must do."
            yield _problem("defines", loaded, course, "prompt.md", message, remedy)


@code_rule("hints")
def hints(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """At least two hints; none gives a line of the solution away."""
    if len(loaded.hints) < 2:
        message = f"{len(loaded.hints)} hints, at least 2 are needed"
        remedy = "Add a section that starts with ## and a title, from nudge to near-solution."
        yield _problem("hints", loaded, course, "hints.md", message, remedy)
    lines = {line.strip() for line in loaded.solution.splitlines()}
    for line in sorted(line for line in lines if len(line) >= SHORTEST_LEAK):
        if any(line in hint.text for hint in loaded.hints):
            message = f"a hint contains the solution's line “{line}”"
            remedy = "Describe the idea instead."
            yield _problem("hints", loaded, course, "hints.md", message, remedy)


@code_rule("docstrings")
def docstrings(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """Every stored submission starts with a docstring that holds its TOML."""
    for one in loaded.stored:
        for complaint in one.complaints:
            remedy = 'Start the file with """ check = "…" and feedback = "…" """, each on a line.'
            yield _of(one, "docstrings", loaded, course, complaint, remedy)


@code_rule("feedback")
def feedback(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """No two wrong submissions have the same feedback."""
    wrong = [one for one in loaded.stored if one.verdict == "fail" and one.feedback]
    counts = Counter(one.feedback for one in wrong)
    for one in wrong:
        if counts[one.feedback] > 1:
            message = "another wrong submission has the same feedback"
            remedy = "Say what this mistake is, or delete one of the two."
            yield _of(one, "feedback", loaded, course, message, remedy)


@code_rule("solution")
def solution(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """The solution passes for every seed."""
    for seed in SEEDS:
        wrong = of_solution(grading.report(loaded.solution, seed), seed, loaded)
        if wrong:
            yield _told("solution", loaded, course, loaded.folder / "solution.py", wrong)
            return


@code_rule("starter", runs=True)
def starter(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """The starter does not pass, and is no internal error, for every seed."""
    for seed in SEEDS:
        wrong = of_starter(grading.report(loaded.starter, seed), seed, loaded)
        if wrong:
            yield _told("starter", loaded, course, loaded.folder / "starter.py", wrong)
            return


@code_rule("verdicts", runs=True)
def verdicts(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """Every stored submission gets its folder's verdict, its check and its feedback."""
    for one in loaded.stored:
        wrong = of_stored(one, grading.report(one.text), loaded)
        if wrong:
            yield _told("verdicts", loaded, course, one.path, wrong)


@code_rule("seeds", runs=True)
def seeds(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """Every stored submission gets the same verdict for all seeds."""
    for one in loaded.stored:
        if one.verdict == "timeout":  # graded at seed 0 alone
            continue
        for seed in SEEDS:
            report = grading.report(one.text, seed)
            if report["verdict"] != one.verdict:
                message = f"gets {report['verdict']} at seed {seed}: {report['feedback']}"
                remedy = "Make the check depend less on its random inputs."
                yield _of(one, "seeds", loaded, course, message, remedy)
                break


@code_rule("checks", runs=True)
def checks(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """Every check is failed by at least one wrong submission."""
    passed = grading.report(loaded.solution)
    names = [one["name"] for one in passed["checks"]]
    failed: set[str] = set()
    for one in loaded.stored:
        if one.verdict == "fail":
            report = grading.report(one.text)
            failed |= {each["name"] for each in report["checks"] if each["verdict"] == "fail"}
    for name in names:
        if name not in failed:
            message = f"no wrong submission fails the check {name}"
            remedy = "Add one to submissions/fail/, or delete the check."
            yield _problem("checks", loaded, course, "grader.py", message, remedy)


@code_rule("traces", runs=True)
def traces(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """No two submissions recognised at one check leave the same trace, nor does the solution."""
    seen: list[tuple[str, str, list[list[Any]]]] = []
    for one in loaded.stored:
        if one.verdict not in ("pass", "fail") or not one.check:
            continue
        right = grading.trace(loaded.solution, one.check)
        trace = grading.trace(one.text, one.check)
        same = [
            name for name, check, other in seen if check == one.check and same_trace(trace, other)
        ]
        if same_trace(trace, right):
            same = ["solution", *same]
        if same:
            message = (
                f"leaves the same trace at {one.check} as {same[0]}: the two cannot be told apart"
            )
            remedy = "Delete one, or let the check record a value that differs."
            yield _of(one, "traces", loaded, course, message, remedy)
        seen.append((one.name, one.check, trace))


@code_rule("right-ways", runs=True)
def right_ways(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """At least three other right ways, all different, one with loops and one vectorised."""
    right = [one for one in loaded.stored if one.verdict == "pass"]
    folder = "submissions/pass"
    if len(right) < RIGHT_WAYS:
        message = f"{len(right)} other right ways, at least {RIGHT_WAYS} are needed"
        remedy = "Add one with loops, one vectorised, one of your choice."
        yield _problem("right-ways", loaded, course, folder, message, remedy)
    seen = {normalised(loaded.solution): "solution"}
    for one in right:
        try:
            tree = normalised(one.source)
        except (SyntaxError, ValueError):
            continue  # the rule on verdicts reports it
        if tree in seen:
            message = f"is the same code as {seen[tree]} but for names and comments"
            yield _of(one, "right-ways", loaded, course, message, "Write it another way.")
        seen[tree] = one.name
    depths = [_loops(one.source) for one in right]
    if right and max(depths) == 0:
        message = "no right way in submissions/pass/ uses a loop"
        remedy = "Add one: learners will write it so."
        yield _problem("right-ways", loaded, course, folder, message, remedy)
    elif len(right) >= RIGHT_WAYS and min(depths) == max(depths):
        message = f"no right way is vectorised: all have loops {depths[0]} deep"
        remedy = "Add one that handles whole arrays where another has a loop."
        yield _problem("right-ways", loaded, course, folder, message, remedy)


@code_rule("mutants", runs=True)
def mutants(loaded: Loaded, course: Course, grading: Grading) -> Iterator[Problem]:
    """Every mutant of the solution is rejected, or declared as equivalent; few are declared."""
    score = grading.score
    if score is None:
        return  # the rule on the solution reports it
    for one in score.survivors:
        message = f"this mutant of the solution passes ({one.mutant.operator})"
        remedy = (
            "Add a check that it fails, and if learners may write it, a file in submissions/fail/. "
            "If no input tells the two apart, put the diff into [[equivalent]] of exercise.toml, "
            "and say why as the reason."
        )
        wrong = Mismatch(message, remedy, diff=one.mutant.diff)
        yield _told("mutants", loaded, course, loaded.folder / "grader.py", wrong)
    for one in score.broken:
        file, line = broken_at(one.by)
        words = one.by.strip().rpartition("\n")[2]
        message = f"the grader fails on this mutant of the solution: {words}"
        wrong = Mismatch(message, COPE, file, line, one.mutant.diff)
        yield _told("mutants", loaded, course, loaded.folder / file, wrong)
    for place, why in score.needless.items():
        diff = loaded.meta.equivalent[place].diff.strip()
        message = f"[[equivalent]] no. {place + 1} excuses nothing, because {why}"
        yield replace(toml_problem("mutants", loaded, course, message, "Delete it."), diff=diff)
    if len(score.declared) > score.allowed:
        message = (
            f"{len(score.declared)} of {score.mutants} mutants are declared equivalent; at most "
            f"{MOST_DECLARED} and {percent(MOST_SHARE)} may be, here {score.allowed}"
        )
        remedy = "Write the solution so that fewer changes make no difference, or check more."
        yield toml_problem("mutants", loaded, course, message, remedy)


def _loops(text: str) -> int:
    """How many loops stand inside each other, comprehensions included."""

    def depth(node: ast.AST) -> int:
        loop = isinstance(node, ast.For | ast.While | ast.comprehension)
        return loop + max(map(depth, ast.iter_child_nodes(node)), default=0)

    try:
        return depth(ast.parse(text))
    except (SyntaxError, ValueError):
        return 0
