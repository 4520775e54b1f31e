"""What comes back to a learner, and in which order, from the events alone."""

from __future__ import annotations

from typing import Any

from tests.record.modules import evaluate
from tests.record.test_schedule import LIBRARY

CARD = {"kind": "recall", "exercise": "recall/maml", "part": "split"}
SCENE = {"kind": "classify", "exercise": "framing/a", "part": "arm"}
STEP = {"kind": "code", "exercise": "maml/inner-adapt", "part": ""}
BEYOND = {"kind": "code", "exercise": "maml/three", "part": "", "needs": ["maml/inner-adapt"]}
THINGS = [
    {"key": f"{thing['exercise']} {thing['part']}", "needs": [], "href": "", "title": "", **thing}
    for thing in (CARD, SCENE, STEP, BEYOND)
]


def at(day: int, minute: int = 0) -> str:
    return f"2026-11-{day:02}T10:{minute:02}:00.000Z"


def event(time: str, kind: str, exercise: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"{kind}-{time}", "at": time, "kind": kind, "exercise": exercise, **fields}


def attempt(
    time: str, exercise: str, verdict: str, check: dict[str, Any] | None = None, sure: int = 0
) -> dict[str, Any]:
    whole = {"name": "x", "verdict": verdict, "misconception": None, "certain": False}
    report = {
        "verdict": verdict,
        "feedback": f"Told at {time}.",
        "checks": [{**whole, **(check or {})}],
    }
    rest = {"submission": time, "fingerprint": time, "confidence": sure or None}
    return event(time, "attempt", exercise, report=report, **rest)


def queue(*events: dict[str, Any]) -> list[dict[str, Any]]:
    asked = f"(await import('{LIBRARY}').then((fsrs) => queue.queueOf(fsrs, v[0], v[1])))"
    items: list[dict[str, Any]] = evaluate(asked, THINGS, list(events))
    return items


def keys(items: list[dict[str, Any]]) -> list[str]:
    return [item["thing"]["key"] for item in items]


def test_what_was_never_seen_does_not_come_back() -> None:
    assert queue() == []
    assert keys(queue(event(at(1), "seen", "maml/inner-adapt"))) == []


def test_cards_scenarios_and_programs_come_when_they_are_due() -> None:
    items = queue(
        event(at(1), "grade", "recall/maml", card="split", grade="easy"),
        attempt(at(1), "framing/a", "fail", {"name": "arm"}),
        attempt(at(1, 1), "maml/inner-adapt", "pass"),
    )
    assert keys(items) == ["framing/a arm", "maml/inner-adapt ", "recall/maml split"]
    assert [item["schedule"]["days"] for item in items] == [1, 1, 8]


def test_what_went_wrong_though_one_was_sure_comes_first() -> None:
    items = queue(
        attempt(at(1), "framing/a", "fail", {"name": "arm"}),
        attempt(at(2), "maml/inner-adapt", "fail", sure=3),
    )
    assert keys(items) == ["maml/inner-adapt ", "framing/a arm"]
    assert [item["sure"] for item in items] == [True, False]


def test_many_tries_of_a_day_are_one_review() -> None:
    tries = [attempt(at(1, minute), "maml/inner-adapt", "fail") for minute in range(9)]
    hard = queue(*tries, attempt(at(1, 30), "maml/inner-adapt", "pass"))
    [once] = queue(attempt(at(1, 30), "maml/inner-adapt", "pass"))
    assert hard[0]["schedule"]["stability"] < once["schedule"]["stability"]
    assert len(hard) == 1
    [judged] = queue(
        *(attempt(at(1, minute), "framing/a", "pass", {"name": "arm"}) for minute in (0, 5))
    )
    assert judged["schedule"]["stability"] == once["schedule"]["stability"]


def test_a_program_is_not_asked_for_again_on_the_day_on_which_it_was_written() -> None:
    for verdict in ("fail", "pass"):
        [item] = queue(attempt(at(1), "maml/inner-adapt", verdict))
        assert item["schedule"]["due"] == at(2)


def test_a_mistake_known_by_name_comes_back_with_what_was_said_of_it() -> None:
    known = {"misconception": "one_step_only", "certain": True}
    failed = attempt(at(1), "maml/inner-adapt", "fail", known)
    unsure = attempt(at(2), "maml/inner-adapt", "fail", {**known, "certain": False})
    items = queue(failed, unsure, attempt(at(3), "maml/inner-adapt", "pass"))
    mistakes = [item for item in items if item["thing"]["kind"] == "mistake"]
    assert keys(mistakes) == ["maml/inner-adapt mistake one_step_only"]
    assert mistakes[0]["feedback"] == f"Told at {at(1)}."
    part = mistakes[0]["thing"]["part"]
    recalled = event(at(4), "grade", "maml/inner-adapt", card=part, grade="good")
    later = [item for item in queue(failed, recalled) if item["thing"]["kind"] == "mistake"]
    assert later[0]["schedule"]["due"] > mistakes[0]["schedule"]["due"]


def test_a_pass_beyond_postpones_what_it_builds_on() -> None:
    passed = [attempt(at(day), "maml/inner-adapt", "pass") for day in (1, 2, 5)]
    [alone] = queue(*passed)
    both = queue(*passed, attempt(at(8), "maml/three", "pass"))
    [base] = [item for item in both if item["thing"]["exercise"] == "maml/inner-adapt"]
    assert base["schedule"]["due"] > alone["schedule"]["due"]
    assert base["schedule"]["stability"] == alone["schedule"]["stability"]


def test_what_is_retired_stays_away_until_it_is_taken_back() -> None:
    graded = event(at(1), "grade", "recall/maml", card="split", grade="good")
    retired = event(at(2), "retire", "recall/maml", card="split", retired=True)
    assert queue(graded, retired) == []
    back = event(at(3), "retire", "recall/maml", card="split", retired=False)
    assert keys(queue(graded, retired, back)) == ["recall/maml split"]
