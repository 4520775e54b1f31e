"""Checks run in order, skip what depends on a failure, and recognise known traces."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader import check, expect_close, probe, record
from grader.expectations.checks import checks_in, probes_in, run_checks, run_whole
from grader.files import FILE

LEARNER = SimpleNamespace()


def named(name: str, action: Callable[[], object], **options: Any) -> Any:
    def run(learner: Any, solution: Any, rng: np.random.Generator) -> None:
        action()

    run.__name__ = name
    return check(f"Title of {name}.", **options)(run)


def holds() -> None:
    expect_close("value", 1.0, 1.0)


def breaks() -> None:
    expect_close("value", 2.0, 1.0)


def verdicts(*marked: Any) -> dict[str, str]:
    checks = checks_in({str(place): mark for place, mark in enumerate(marked)})
    outcomes = run_checks(checks, LEARNER, LEARNER, 0)
    return {outcome.result.name: outcome.result.verdict for outcome in outcomes}


def test_checks_keep_the_order_of_the_file() -> None:
    checks = checks_in({"np": np, "b": named("b", holds), "a": named("a", holds)})

    assert [check.name for check in checks] == ["b", "a"]


def test_grader_without_a_check_is_refused() -> None:
    with pytest.raises(ValueError, match="no @check"):
        checks_in({"np": np})


@pytest.mark.parametrize("after", ["second", "first", ("first",), "other"])
def test_after_must_name_an_earlier_check(after: str | tuple[str, ...]) -> None:
    namespace = {"first": named("first", holds, after=after), "second": named("second", holds)}

    with pytest.raises(ValueError, match="names no earlier check"):
        checks_in(namespace)


def test_failing_check_skips_only_those_after_it() -> None:
    results = verdicts(
        named("a", breaks),
        named("b", holds, after="a"),
        named("c", holds),
        named("d", holds, after=("b", "c")),
    )

    assert results == {"a": "fail", "b": "skip", "c": "pass", "d": "skip"}


def test_run_that_stops_ends_at_the_first_failing_check() -> None:
    marked = {
        name: named(name, action) for name, action in (("a", holds), ("b", breaks), ("c", breaks))
    }

    outcomes = run_checks(
        checks_in(marked), LEARNER, LEARNER, 0, lambda outcome: outcome.result.verdict == "fail"
    )

    assert [(outcome.result.name, outcome.result.verdict) for outcome in outcomes] == [
        ("a", "pass"),
        ("b", "fail"),
    ]


def test_skipped_check_names_what_must_hold_first() -> None:
    checks = checks_in({"a": named("a", breaks), "b": named("b", holds, after="a")})

    outcomes = run_checks(checks, LEARNER, LEARNER, 0)

    assert outcomes[1].result.feedback == "Skipped until this holds: Title of a."


def test_random_numbers_depend_on_seed_and_name_alone() -> None:
    drawn: dict[tuple[str, int], float] = {}

    def runs(names: tuple[str, ...], seed: int) -> None:
        def run(learner: Any, solution: Any, rng: np.random.Generator) -> None:
            drawn.setdefault((run.__name__, seed), 0.0)
            drawn[run.__name__, seed] = rng.random()

        for name in names:
            run.__name__ = name
            run_checks(checks_in({name: check(name)(run)}), LEARNER, LEARNER, seed)

    runs(("a", "b"), 0)
    first = dict(drawn)
    runs(("b",), 0)
    runs(("b",), 1)

    assert drawn["b", 0] == first["b", 0]
    assert len(set(drawn.values())) == 3


def test_failure_that_is_not_the_learners_is_raised() -> None:
    def ours() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        verdicts(named("a", ours))


def test_numpy_and_warnings_are_quiet_inside_a_check() -> None:
    import warnings

    def noisy() -> None:
        np.float64(1e300) * np.float64(1e300)
        warnings.warn("careful", stacklevel=1)

    with np.errstate(all="raise"):
        assert verdicts(named("a", noisy)) == {"a": "pass"}


def test_whole_run_skips_nothing_and_raises_nothing() -> None:
    def ours() -> None:
        record("before", 1)
        raise ZeroDivisionError

    checks = checks_in({"a": named("a", breaks), "b": named("b", holds, after="a")})
    checks += probes_in({"c": probe(named("c", ours))})

    findings = run_whole(checks, LEARNER, LEARNER, 0)

    assert [(name, verdict) for name, verdict, _ in findings] == [
        ("a", "fail"),
        ("b", "pass"),
        ("c", "ended"),
    ]


def test_whole_run_ends_code_that_would_never_end() -> None:
    namespace: dict[str, Any] = {}
    exec(compile("def f():\n    while True: pass\n", FILE, "exec"), namespace)

    (finding,) = run_whole(checks_in({"a": named("a", namespace["f"])}), LEARNER, LEARNER, 0)

    assert finding[1] == "fail"
    assert "OutOfSteps" in finding[2][-1][1]
