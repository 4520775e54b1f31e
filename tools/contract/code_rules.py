"""Rules for code exercises: what their texts say, and what running stored submissions must show."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator

from grader.isolation.definitions import parse_define
from grader.isolation.fingerprint import normalised
from tools.common.problem import Finding
from tools.common.registry import Registry
from tools.contract.exercise_reports import SEEDS, ExerciseReports
from tools.contract.expected_reports import (
    COPE,
    broken_at,
    solution_finding,
    starter_finding,
    stored_finding,
)
from tools.course.kinds import CodeFolder
from tools.course.submissions import TABLE
from tools.grading.traces import is_recognised, same_run
from tools.mutants.score import MOST_DECLARED, MOST_SHARE
from tools.results.mutants_table import percent

SHORTEST_LEAK = 12  # characters of a solution's line that a hint must not give away
RIGHT_WAYS = 3
RIGHT_FOLDER = "submissions/pass"

CodeRule = Callable[[CodeFolder, ExerciseReports], Iterator[Finding]]
CODE_RULES = Registry[CodeRule]()
GRADED_RULES = Registry[CodeRule]()  # say something only where the solution can be graded


@CODE_RULES.add("defines")
def defines(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every entry of ``defines`` is a name or a call, and the prompt mentions the name."""
    for entry in exercise.meta.defines:
        try:
            name = parse_define(entry)[0]
        except (SyntaxError, AttributeError):
            remedy = 'Write "name(first, second)" for a function, "name" for a value.'
            yield Finding(f"cannot read {entry!r}", remedy)
            continue
        if name not in exercise.prompt:
            message = f"the prompt does not mention {name}"
            yield Finding(message, "Say in the prompt what it must do.", "prompt.md")


@CODE_RULES.add("hints")
def hints(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """There are at least two hints, and none contains a line of the solution of 12 characters or
    more."""
    count = len(exercise.hints)
    if count < 2:
        message = f"{count} hint{'s' * (count != 1)}; at least 2 are needed"
        remedy = "Add a section that starts with ## and a title, from nudge to near-solution."
        yield Finding(message, remedy, "hints.md")
    lines = {line.strip() for line in exercise.solution.splitlines()}
    for line in sorted(line for line in lines if len(line) >= SHORTEST_LEAK):
        if any(line in hint.text for hint in exercise.hints):
            message = f"a hint contains the solution's line “{line}”"
            yield Finding(message, "Describe the idea instead.", "hints.md")


@CODE_RULES.add("docstrings")
def docstrings(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every stored submission says what it is: in its entry of submissions.toml, or in TOML in the
    docstring that its file starts with."""
    for stored in exercise.stored:
        for mistake in stored.mistakes:
            remedy = 'Write check = "…" and feedback = "…", each on a line of its own.'
            if stored.is_file:
                remedy = (
                    'Start the file with """ check = "…" and feedback = "…" """, each on a line.'
                )
            yield stored.located(Finding(mistake, remedy))


@CODE_RULES.add("feedback")
def feedback(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """No two wrong submissions have the same feedback."""
    wrong = [stored for stored in exercise.stored if stored.verdict == "fail" and stored.feedback]
    counts = Counter(stored.feedback for stored in wrong)
    for stored in wrong:
        if counts[stored.feedback] > 1:
            message = "another wrong submission has the same feedback"
            remedy = "Say what this mistake is, or delete one of them."
            yield stored.located(Finding(message, remedy))


@CODE_RULES.add("solution")
def solution(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """The solution passes, for seeds 0 to 4."""
    for seed in SEEDS:
        finding = solution_finding(reports.report(exercise.solution, seed), seed, exercise)
        if finding:
            yield finding.within("solution.py")
            return


@GRADED_RULES.add("starter")
def starter(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """The starter does not pass, and the grader does not fail on it."""
    for seed in SEEDS:
        finding = starter_finding(reports.report(exercise.starter, seed), seed, exercise)
        if finding:
            yield finding.within("starter.py")
            return


@GRADED_RULES.add("verdicts")
def verdicts(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every stored submission gets its folder's verdict, its check and its feedback."""
    for stored in exercise.stored:
        for text in stored.texts:
            finding = stored_finding(stored, reports.report(text), exercise)
            if finding:
                yield stored.located(finding)
                break


@GRADED_RULES.add("seeds")
def seeds(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every stored submission gets the same verdict for seeds 0 to 4."""
    for stored in exercise.stored:
        if stored.verdict == "timeout":  # graded at seed 0 alone
            continue
        for seed in SEEDS:
            report = reports.report(stored.text, seed)
            if report["verdict"] != stored.verdict:
                message = f"gets {report['verdict']} at seed {seed}: {report['feedback']}"
                remedy = "Make the check depend less on its random inputs."
                yield stored.located(Finding(message, remedy))
                break


@GRADED_RULES.add("checks")
def checks(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every check is failed by at least one stored submission."""
    failed = {
        check["name"]
        for stored in exercise.stored
        if stored.verdict == "fail"
        for check in reports.report(stored.text)["checks"]
        if check["verdict"] == "fail"
    }
    for check in reports.report(exercise.solution)["checks"]:
        if check["name"] not in failed:
            message = f"no wrong submission fails the check {check['name']}"
            yield Finding(
                message, f"Add one as [[fail]] to {TABLE}, or delete the check.", "grader.py"
            )


@GRADED_RULES.add("traces")
def traces(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """No two recognised submissions behave the same, nor does one behave like the solution."""
    seen = [("solution", reports.run(exercise.solution))]
    for stored in filter(is_recognised, exercise.stored):
        for text in stored.texts:
            run = reports.run(text)
            if not run[0]:
                continue  # the rule on verdicts reports it
            same = [name for name, other in seen if name != stored.name and same_run(run, other)]
            if same:
                message = f"leaves the same traces as {same[0]}: the two cannot be told apart"
                remedy = "Delete one, or let a check or a probe record a value that differs."
                yield stored.located(Finding(message, remedy))
            seen.append((stored.name, run))


@GRADED_RULES.add("look-alikes")
def look_alikes(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """No mutant of the solution or of a wrong submission is taken for a mistake that it does not
    make."""
    for mutant in reports.look_alikes:
        message = (
            f"a mutant of {mutant.of} is taken for {mutant.taken_for}, and other random "
            "inputs tell them apart"
        )
        remedy = f"Add a probe on which this mutant and {mutant.taken_for} differ."
        yield Finding(message, remedy, "grader.py", diff=mutant.diff)


@GRADED_RULES.add("right-ways")
def right_ways(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """There are three or more other right ways, different as code, one of them with a loop, one
    vectorised."""
    right = [stored for stored in exercise.stored if stored.verdict == "pass"]
    if len(right) < RIGHT_WAYS:
        message = f"{len(right)} other right ways; at least {RIGHT_WAYS} are needed"
        remedy = "Add one with loops, one vectorised, and one of your choice."
        yield Finding(message, remedy, RIGHT_FOLDER)
    seen = {normalised(exercise.solution): "solution"}
    for stored in right:
        try:
            tree = normalised(stored.source)
        except (SyntaxError, ValueError):
            continue  # the rule on verdicts reports it
        if tree in seen:
            message = f"is the same code as {seen[tree]} but for names and comments"
            yield stored.located(Finding(message, "Write it another way."))
        seen[tree] = stored.name
    depths = [_loop_depth(stored.source) for stored in right]
    if right and max(depths) == 0:
        message = f"no right way in {RIGHT_FOLDER}/ uses a loop"
        yield Finding(message, "Add one: some learners will write a loop.", RIGHT_FOLDER)
    elif len(right) >= RIGHT_WAYS and min(depths) == max(depths):
        message = f"no right way is vectorised: all have loops {depths[0]} deep"
        remedy = "Add one that handles whole arrays where the others have a loop."
        yield Finding(message, remedy, RIGHT_FOLDER)


@GRADED_RULES.add("mutants")
def mutants(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every mutant of the solution is rejected or declared as equivalent, and few are declared."""
    score = reports.score
    if score is None:
        return  # the rule on the solution reports it
    for result in score.survivors:
        message = f"this mutant of the solution passes ({result.mutant.operator})"
        remedy = (
            f"Add a check that it fails, and if learners may write it, a [[fail]] to {TABLE}. "
            "If no input tells the two apart, add an [[equivalent]] there, with this as its change "
            "and why as its reason."
        )
        yield Finding(message, remedy, "grader.py", diff=result.mutant.diff)
    for result in score.broken:
        file, line = broken_at(result.by)
        words = result.by.strip().rpartition("\n")[2]
        message = f"the grader fails on this mutant of the solution: {words}"
        yield Finding(message, COPE, file, line, result.mutant.diff)
    for place, why in score.needless.items():
        diff = exercise.equivalent[place].change.strip()
        message = f"[[equivalent]] no. {place + 1} excuses nothing, because {why}"
        yield Finding(message, "Delete it.", diff=diff)
    if len(score.declared) > score.allowed:
        message = (
            f"{len(score.declared)} of {score.mutants} mutants are declared equivalent; at most "
            f"{MOST_DECLARED} and {percent(MOST_SHARE)} may be, here {score.allowed}"
        )
        remedy = "Write the solution so that fewer changes make no difference, or check more."
        yield Finding(message, remedy)


def _loop_depth(text: str) -> int:
    """How many loops stand inside each other, comprehensions included."""

    def depth(node: ast.AST) -> int:
        loop = isinstance(node, ast.For | ast.While | ast.comprehension)
        return loop + max(map(depth, ast.iter_child_nodes(node)), default=0)

    try:
        return depth(ast.parse(text))
    except (SyntaxError, ValueError):
        return 0
