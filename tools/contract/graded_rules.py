"""Rules for what running a code exercise's files must show, in layers.

One slip breaks many things at once: a layer in which something is wrong stops those below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.exercise import Finding as Outcome
from grader.isolation.fingerprint import normalised
from tools.common.invocation import as_typed
from tools.common.problem import Finding, merge_findings
from tools.common.registry import Registry
from tools.contract.code_rules import lines_of_code, loop_depth, same_code
from tools.contract.exercise_reports import ExerciseReports
from tools.contract.expected_reports import (
    COPE,
    broken_at,
    finding_at_other_seeds,
    other_verdict,
    solution_finding,
    starter_finding,
    stored_finding,
)
from tools.course.kinds import CodeFolder
from tools.course.submissions import TABLE, Stored
from tools.mutants.make import mutants_of
from tools.mutants.score import MOST_DECLARED, MOST_SHARE
from tools.results import mutants_table
from tools.results.mutants_table import percent

RIGHT_WAYS = 3
SHORT = 8  # lines of code; a solution that has no more is written in fewer ways
RIGHT_FOLDER = "submissions/pass"

GradedRule = Callable[[CodeFolder, ExerciseReports], Iterator[Finding]]
SOLUTION_RULES = Registry[GradedRule]()
RIGHT_RULES = Registry[GradedRule]()
WRONG_RULES = Registry[GradedRule]()
MUTANT_RULES = Registry[GradedRule]()
SEED_RULES = Registry[GradedRule]()
LAYERS = {
    "the solution": SOLUTION_RULES,
    "the right ways": RIGHT_RULES,
    "the wrong submissions": WRONG_RULES,
    "the mutants": MUTANT_RULES,
    "the other seeds": SEED_RULES,
}


@SOLUTION_RULES.add("solution")
def solution(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """The solution passes, for seeds 0 to 4."""
    for seed in reports.seeds:
        finding = solution_finding(reports.report(exercise.solution, seed), seed, exercise)
        if finding:
            yield finding.within("solution.py")
            return


@SOLUTION_RULES.add("depth")
def depth(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """The solution passes with half of the room for calls within calls that a browser has."""
    report = reports.with_half_the_room if reports.gradable else None
    if report and report["verdict"] != "pass":
        message = f"with half of a browser's room for calls within calls: {report['feedback']}"
        yield Finding(message, "Use a loop instead.", "solution.py", report["line"])


@RIGHT_RULES.add("starter")
def starter(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """The starter does not pass, and the grader does not fail on it."""
    for seed in reports.seeds:
        finding = starter_finding(reports.report(exercise.starter, seed), seed, exercise)
        if finding:
            yield finding.within("starter.py")
            return


@RIGHT_RULES.add("accepted")
def accepted(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every right way passes, and gets the remark that is written for it."""
    right = [stored for stored in exercise.stored if stored.verdict == "pass"]
    yield from _stored_findings(exercise, reports, right)


@RIGHT_RULES.add("right-ways")
def right_ways(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """There are two or more other right ways, three if the solution has more than eight lines of
    code; they are different as code, one has a loop, one is vectorised. Of a program to mend there
    is one, which mends it otherwise."""
    right = [stored for stored in exercise.stored if stored.verdict == "pass"]
    least = RIGHT_WAYS - (lines_of_code(exercise.solution) <= SHORT)
    remedy = "Add one with loops, one vectorised, and more of your choice."
    if exercise.meta.changed_lines:
        least, remedy = 1, "Add one that mends the program with other lines."
    if len(right) < least:
        needed = f"{least} {'is' if least == 1 else 'are'} needed"
        message = f"{len(right)} other right way{'s' * (len(right) != 1)}; {needed}"
        yield Finding(message, remedy, RIGHT_FOLDER)
    yield from _copied(exercise, right)
    if not exercise.meta.changed_lines:  # there the loops are those of the program
        yield from _of_one_shape(right, least)


def _copied(exercise: CodeFolder, right: list[Stored]) -> Iterator[Finding]:
    names = {normalised(exercise.solution): "solution"}
    for stored in right:
        try:
            tree = normalised(stored.source)
        except (SyntaxError, ValueError):
            continue  # it is not accepted either
        if tree in names:
            message = f"is the same code as {names[tree]} but for names and comments"
            yield stored.located(Finding(message, "Write it another way."))
        names[tree] = stored.name


def _of_one_shape(right: list[Stored], least: int) -> Iterator[Finding]:
    depths = [loop_depth(stored.source) for stored in right]
    if right and max(depths) == 0:
        message = f"no right way in {RIGHT_FOLDER}/ uses a loop"
        yield Finding(message, "Add one: some learners will write a loop.", RIGHT_FOLDER)
    elif len(right) >= least and min(depths) == max(depths):
        message = f"no right way is vectorised: all have loops {depths[0]} deep"
        remedy = "Add one that handles whole arrays where the others have a loop."
        yield Finding(message, remedy, RIGHT_FOLDER)


@WRONG_RULES.add("verdicts")
def verdicts(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every wrong submission gets its verdict, its check and its feedback."""
    wrong = [stored for stored in exercise.stored if stored.verdict != "pass"]
    yield from _stored_findings(exercise, reports, wrong)


def _stored_findings(
    exercise: CodeFolder, reports: ExerciseReports, submissions: list[Stored]
) -> Iterator[Finding]:
    """What is wrong with some stored submissions, short of what other rules tell."""
    told_elsewhere = {stored.name for stored, _ in reports.twins}
    told_elsewhere |= {stored.name for stored in submissions if stored.mistakes}
    findings = (
        (stored.name, stored.located(finding))
        for stored in submissions
        for finding in [_of_stored(stored, exercise, reports, stored.name in told_elsewhere)]
        if finding
    )
    yield from merge_findings(findings)


def _of_stored(
    stored: Stored, exercise: CodeFolder, reports: ExerciseReports, told_elsewhere: bool
) -> Finding | None:
    look = other_verdict if told_elsewhere else stored_finding
    findings = (look(stored, reports.report(text), exercise) for text in stored.texts)
    return next(filter(None, findings), None)


@WRONG_RULES.add("checks")
def checks(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every check is failed by at least one stored submission, unless those that would fail it end
    at an earlier one, and so do all mutants of the solution."""
    wrong = [stored for stored in exercise.stored if stored.verdict == "fail"]
    covered = {stored.check for stored in wrong}  # if it does not fail there, verdicts tells
    for stored in wrong:
        report = reports.report(stored.text)
        covered |= {check["name"] for check in report["checks"] if check["verdict"] == "fail"}
    for check in reports.report(exercise.solution)["checks"]:
        if check["name"] not in covered:
            yield from _without_mistake(check["name"], exercise, reports)


def _without_mistake(
    name: str, exercise: CodeFolder, reports: ExerciseReports
) -> Iterator[Finding]:
    """What to say of a check that no wrong submission fails."""
    message = f"no wrong submission fails the check {name}"
    rejected = reports.score.rejected if reports.score else []
    mutant = next((result.mutant for result in rejected if result.by == name), None)
    if mutant:
        number = mutants_of(exercise.solution).index(mutant) + 1
        command = as_typed("new", f"fail {exercise.id} {number}")
        remedy = f"Add this one, or one that people write: {command}"
        message += ", and this mutant of the solution does"
        yield Finding(message, remedy, "grader.py", diff=mutant.diff)
        return
    runs = [reports.run(stored.text)[1] for stored in exercise.stored]
    if not any(_judges(run[name]) for run in runs if name in run):
        remedy = f"Add one as [[fail]] to {TABLE}, or delete the check."
        yield Finding(message, remedy, "grader.py")


def _judges(outcome: Outcome) -> bool:
    """Whether a check found something wrong; it does not if the submission raised something."""
    verdict, trace = outcome
    return verdict == "fail" and all(label != "raised" for label, _ in trace)


@WRONG_RULES.add("traces")
def traces(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """No two recognised submissions behave the same, nor does one behave like the solution."""
    findings = []
    for stored, twin in reports.twins:
        message = f"leaves the same traces as {twin.name}: the two cannot be told apart"
        remedy = "Delete one, or let a check or a probe record a value that differs."
        if same_code(stored, twin):
            message = f"is the same code as {twin.name} but for names and comments"
            remedy = "Delete one of the two, or write the mistake that its name stands for."
        findings.append((stored.name, stored.located(Finding(message, remedy))))
    yield from merge_findings(findings)


@MUTANT_RULES.add("look-alikes")
def look_alikes(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """No mutant of the solution or of a wrong submission is taken for a mistake that it does not
    make."""
    findings = []
    for mutant in reports.named_mutants:
        base = mutant.of or "the solution"
        for name in mutant.false:
            message = (
                f"a mutant of {base} is taken for {name}, and other random inputs tell them apart"
            )
            remedy = f"Add a probe on which this mutant and {name} differ."
            finding = Finding(message, remedy, "grader.py", diff=mutant.diff)
            findings.append((base, finding))
    yield from merge_findings(findings)


@MUTANT_RULES.add("mutants")
def mutants(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every mutant of the solution is rejected or declared as equivalent, and few are declared."""
    score = reports.score
    if score is None:
        return  # the rule on the solution reports it
    others = len(score.survivors) - 1
    for result in score.survivors[:1]:
        message = f"this mutant of the solution passes ({result.mutant.operator})"
        remedy = (
            f"Add a check that it fails, and if learners may write it, a [[fail]] to {TABLE}. "
            "If no input tells the two apart, add an [[equivalent]] there, with this as its change "
            "and why as its reason."
        )
        if others > 0:
            remedy += (
                f"\n{others} more pass{'es' * (others == 1)}: {as_typed('mutants', exercise.id)}"
            )
        yield Finding(message, remedy, "grader.py", diff=result.mutant.diff)
    for result in score.broken[:1]:  # the next one may have the same cause
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


@SEED_RULES.add("kept-score")
def kept_score(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """The score that a page shows of the exercise, from ``docs/data/mutants.json``, is that of
    today."""
    root = exercise.folder.parents[2]
    counts = mutants_table.kept_counts(root, exercise.id)
    if reports.score and counts is not None and counts != reports.score.counts():
        message = f"its mutation score is not the one in {mutants_table.SHOWN}"
        changed = mutants_table.versions(root).get(exercise.id) != exercise.exercise.version
        command = as_typed("mutants", "--write" if changed else "--write --all")
        yield Finding(message, f"Measure it again: {command}")


@SEED_RULES.add("seeds")
def seeds(exercise: CodeFolder, reports: ExerciseReports) -> Iterator[Finding]:
    """Every stored submission gets the same verdict for seeds 0 to 4."""
    # one that ends at the time limit is graded at seed 0 alone
    ending = [stored for stored in exercise.stored if stored.verdict != "timeout"]
    findings = (
        (stored.name, stored.located(finding))
        for stored in ending
        for finding in [finding_at_other_seeds(stored, exercise, reports)]
        if finding
    )
    yield from merge_findings(findings)
