"""One JSON text in, one JSON text out; nothing else crosses the border of the grader's process.

This is how the browser's worker and the command line's child process call the grader. Both answer
each request in an interpreter in which none was answered before.
"""

from __future__ import annotations

import importlib
import json
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader import grade, grade_at_each
from grader.exercise import CodeExercise, Exercise, exercise_from_data
from grader.files import FILE, GRADER_FILE, SCRATCH, SOLUTION_FILE
from grader.isolation import compilation
from grader.isolation.clean_state import shared_state
from grader.isolation.fingerprint import fingerprint
from grader.isolation.import_gate import import_in_advance
from grader.isolation.scratch_run import run_both
from grader.isolation.source_text import Invalid, read_source, require_shallow
from grader.kinds.bench import behaviour_of
from grader.kinds.copies import find_unnoticed
from grader.kinds.look_alikes import LookAlikes
from grader.kinds.sizes import find_untried


def answer(request: str) -> str:
    """Answer a request.

    Args:
        request: ``{"do": "grade", "exercise", "submission", "seed"}``,
            with ``"stop": true`` if the first failing check is enough, and with what came of its
            ``second`` run where that is known; with ``seeds`` in place of ``seed``, of code that
            harms nobody, it is graded at each of them,
            ``{"do": "behaviour", "exercise", "submission"}``, with ``"only": "first"`` or
            ``"second"`` if one of its two runs is enough,
            ``{"do": "each", "exercise", "runs"}``, where runs are such requests without the
            exercise, of submissions that harm nobody: all are answered in this interpreter,
            ``{"do": "names", "exercise", "submissions", "forms", "seeds"}``,
            ``{"do": "copies", "exercise", "examples", "seeds"}``,
            ``{"do": "sizes", "exercise", "examples", "forms", "smallest"}``,
            ``{"do": "run", "submission", "scratch"}``, ``{"do": "fingerprint", "submission"}``, or
            ``{"do": "ask", "module", …}``, for what is not the grader's business.

    Returns:
        ``{"report"}`` or ``{"reports"}``, ``{"behaviour"}``, ``{"replies"}``, ``{"names"}``,
        ``{"copies"}``, ``{"sizes"}``, ``{"run"}``, ``{"fingerprint"}`` or ``{"reply"}``, which is
        that of the module's own ``answer``.

    Raises:
        KeyError: if the request is none of these.
    """
    return json.dumps(answer_values(json.loads(request)))


def answer_values(values: dict[str, Any]) -> dict[str, Any]:
    """As ``answer``; the exercise may also be an ``Exercise``."""
    return _ANSWERS[values["do"]](values)


def answer_each(
    values: dict[str, Any], answer_run: Callable[[dict[str, Any]], dict[str, Any]] = answer_values
) -> dict[str, Any]:
    """Answer the runs of a request to do ``each``.

    Args:
        answer_run: gets each of them with the exercise.
    """
    exercise = _exercise(values)

    def replies() -> list[dict[str, Any]]:
        return [answer_run({"exercise": exercise, **run}) for run in values["runs"]]

    with shared_state() as replaced:
        answered = replies()
    return {"replies": replies() if replaced else answered}


def make_ready(data: dict[str, Any]) -> Exercise:
    """Read and compile an exercise once, in a process whose forks answer requests about it.

    Args:
        data: the exercise as a request has it.
    """
    exercise = exercise_from_data(data)
    if isinstance(exercise, CodeExercise):
        ours = {SOLUTION_FILE: exercise.solution, GRADER_FILE: exercise.grader}
        compilation.compile_ahead(ours)
    return exercise


def prepare(request: str) -> bool:
    """Compile what a request holds, and import what it imports, which takes more room on the stack
    than running it may have.

    Returns:
        Whether answering it runs learners' code.
    """
    values = json.loads(request)
    exercise = values.get("exercise", {})
    texts = {f"{name}.py": exercise[name] for name in ("solution", "grader") if name in exercise}
    learners = {FILE: values.get("submission"), SCRATCH: values.get("scratch")}
    for file, text in learners.items():
        with suppress(Invalid):  # which is said when it is graded
            source = read_source(text)
            require_shallow(source)
            texts[file] = source
    runs = values["do"] not in ("fingerprint", "ask")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compilation.prepare(texts)
        for file in learners if runs else ():
            import_in_advance(texts.get(file, ""))
    return runs


def _grade(values: dict[str, Any]) -> dict[str, Any]:
    how = {key: values[key] for key in ("stop", "second") if key in values}
    if "seeds" in values:
        reports = grade_at_each(_code(values), values["submission"], values["seeds"], **how)
        return {"reports": [report.data() for report in reports]}
    report = grade(_exercise(values), values["submission"], values.get("seed", 0), **how)
    return {"report": report.data()}


def _run(values: dict[str, Any]) -> dict[str, Any]:
    result = run_both(values["submission"], values.get("scratch", ""))
    return {"run": result}


def _fingerprint(values: dict[str, Any]) -> dict[str, Any]:
    return {"fingerprint": fingerprint(values["submission"])}


def _ask(values: dict[str, Any]) -> dict[str, Any]:
    return {"reply": importlib.import_module(values["module"]).answer(values)}


def _behaviour(values: dict[str, Any]) -> dict[str, Any]:
    only = values.get("only", "")
    return {"behaviour": behaviour_of(_code(values), values["submission"], only)}


def _names(values: dict[str, Any]) -> dict[str, Any]:
    look_alikes = LookAlikes(_code(values), values["forms"], values["seeds"])
    return {"names": look_alikes.names_of(values["submissions"])}


def _copies(values: dict[str, Any]) -> dict[str, Any]:
    return {"copies": find_unnoticed(_code(values), values["examples"], values["seeds"])}


def _sizes(values: dict[str, Any]) -> dict[str, Any]:
    asked = (values[key] for key in ("examples", "forms", "smallest"))
    return {"sizes": find_untried(_code(values), *asked)}


def _exercise(values: dict[str, Any]) -> Exercise:
    exercise = values["exercise"]
    return exercise if isinstance(exercise, Exercise) else exercise_from_data(exercise)


def _code(values: dict[str, Any]) -> CodeExercise:
    exercise = _exercise(values)
    if not isinstance(exercise, CodeExercise):
        raise KeyError("only code behaves")
    return exercise


_ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "grade": _grade,
    "behaviour": _behaviour,
    "each": answer_each,
    "names": _names,
    "copies": _copies,
    "sizes": _sizes,
    "run": _run,
    "fingerprint": _fingerprint,
    "ask": _ask,
}
