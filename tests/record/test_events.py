"""What follows from a learner's events, and how two devices' events go together, without a page."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from tests.record.modules import evaluate


def at(minute: int) -> str:
    return f"2026-11-30T10:{minute:02}:00.000Z"


def event(
    minute: int, kind: str, exercise: str = "maml/inner-adapt", **fields: Any
) -> dict[str, Any]:
    return {
        "id": f"{kind}-{minute}",
        "at": at(minute),
        "kind": kind,
        "exercise": exercise,
        **fields,
    }


def attempt(minute: int, verdict: str, text: str, **fields: Any) -> dict[str, Any]:
    check = {"name": "one_step", "verdict": "pass", "misconception": None, "certain": False}
    report = {
        "exercise_version": "v",
        "grader_version": "g",
        "seed": 0,
        "verdict": verdict,
        "feedback": "",
        "line": None,
        "seconds": 0.5,
        "checks": [check],
    }
    rest = {"hints": 0, "spent": 30, "confidence": 2, **fields}
    return event(minute, "attempt", submission=text, fingerprint=text, report=report, **rest)


GRADE = event(1, "grade", card="split", grade="again")
EVENTS = [
    GRADE,
    event(2, "grade", card="split", grade="good"),
    attempt(3, "fail", "first"),
    attempt(4, "fail", "first"),
    attempt(5, "timeout", "second"),
    attempt(6, "pass", "third"),
    attempt(7, "pass", "fourth"),
    event(8, "hint", count=2),
    event(9, "hint", count=1),
    event(10, "prediction", choice="the first"),
]


def history(events: list[dict[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = evaluate("states.historyOf(v[0])", events)
    return result


def test_a_history_follows_from_the_events_in_whatever_order_they_come() -> None:
    past = history(EVENTS)
    assert past == history(EVENTS[::-1]) == history(EVENTS + EVENTS)
    assert [entry["submission"] for entry in past["attempts"]] == ["first", "second"]
    assert past["passed"]["submission"] == "third"
    assert past["ratings"]["split"] == {"rating": "good", "at": at(2)}
    assert (past["hints"], past["prediction"], past["seen"]) == (2, "the first", None)


def test_a_reset_hides_what_was_before_until_it_is_taken_back() -> None:
    reset = event(20, "reset")
    later = attempt(21, "fail", "fifth")
    other = event(1, "grade", "maml/hvp", card="a", grade="easy")
    assert history([*EVENTS, reset])["passed"] is None
    assert [attempt["submission"] for attempt in history([*EVENTS, reset, later])["attempts"]] == [
        "fifth"
    ]
    assert history([other, reset])["ratings"]
    assert not history([other, {**reset, "exercise": "*"}])["ratings"]
    undo = event(22, "undo", of=reset["id"])
    assert history([*EVENTS, reset, undo]) == history(EVENTS)


def test_the_first_format_comes_over_whole_and_once() -> None:
    tried = {
        "fingerprint": "f",
        "submission": "text",
        "verdict": "fail",
        "feedback": "",
        "seed": 0,
        "exercise_version": "v",
        "at": at(1),
    }
    stored = {
        "format": 1,
        "draft": {"submission": "text", "prediction": "both"},
        "attempts": [tried, None, 5, {}],
        "passed": {**tried, "verdict": "pass", "at": at(2)},
        "seen": at(3),
        "ratings": {"split": {"rating": "hard", "at": at(4)}, "odd": None},
        "compared": {"item": {"likeness": "same", "sentence": "so", "at": at(5)}},
        "hints": 2,
    }
    former = evaluate("record.formerEvents('maml/inner-adapt', v[0])", stored)
    assert former == evaluate("record.formerEvents('maml/inner-adapt', v[0])", stored)
    past = history(former)
    assert [len(past[name]) for name in ("attempts", "passes")] == [1, 1]
    assert (past["seen"], past["hints"], past["prediction"]) == (at(3), 2, "both")
    assert past["ratings"] == {"split": {"rating": "hard", "at": at(4)}}
    assert past["compared"]["item"]["sentence"] == "so"
    assert evaluate("record.formerEvents('maml/inner-adapt', v[0])", {**stored, "format": 2}) == []


def everything(events: list[dict[str, Any]], drafts: dict[str, Any]) -> dict[str, Any]:
    return {"events": events, "drafts": drafts}


# of JSON, and back
OF = "(({ events, drafts }) => ({ events, drafts: new Map(Object.entries(drafts)) }))"
TOLD = "(({ events, drafts }) => ({ events, drafts: Object.fromEntries(drafts) }))"


def together(*sets: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = evaluate(f"{TOLD}(v.map({OF}).reduce(exchange.together))", *sets)
    return result


def version(minute: int, text: str) -> dict[str, Any]:
    return {"draft": {"submission": text}, "at": at(minute)}


def test_devices_go_together_in_any_order_and_as_often_as_one_likes() -> None:
    sets = [
        everything(
            EVENTS[:5], {"maml/hvp": [version(1, "a")], "maml/inner-adapt": [version(2, "b")]}
        ),
        everything(EVENTS[3:8], {"maml/hvp": [version(3, "c"), version(1, "a")]}),
        everything([EVENTS[9], {**GRADE, "grade": "easy"}], {"maml/hvp": [version(2, "d")]}),
    ]
    first, *others = [together(*order) for order in permutations(sets)]
    assert all(other == first for other in others)
    assert together(first, *sets, first) == first
    assert first["drafts"]["maml/hvp"] == [version(3, "c"), version(2, "d")]


def file(**changes: Any) -> dict[str, Any]:
    return {
        "format": "workbook-progress",
        "version": 1,
        "workbook": "ours",
        "exported": at(30),
        "events": EVENTS,
        "drafts": {"maml/hvp": [version(1, "a")]},
        **changes,
    }


def read(text: str) -> Any:
    """What a file holds, or why it is refused."""
    attempt_ = (
        f"await (async () => {{ try {{ return {TOLD}(await exchange.read('ours', v[0])) }}"
        " catch (error) { if (!(error instanceof exchange.Refused)) throw error;"
        " return error.message } })()"
    )
    return evaluate(attempt_, text)


def test_a_file_is_read_as_it_was_written() -> None:
    assert read(json.dumps(file())) == everything(EVENTS, {"maml/hvp": [version(1, "a")]})
    again = f"exchange.write('ours', {OF}(v[0]))"
    assert read(evaluate(again, everything(EVENTS, {}))) == everything(EVENTS, {})


DRAFT = {"submission": "x", "scratch": "y", "seed": 3, "exercise_version": "v"}
REFUSED = {
    "cut off": (json.dumps(file())[:-40], "cut off"),
    "no object": ("[]", "not a file of"),
    "of something else": (json.dumps({"format": "other"}), "not a file of"),
    "no version": (json.dumps(file(version=0)), "no file of this site ever had"),
    "a time that is none": (
        json.dumps(file(events=[{**GRADE, "at": "2026-13-45T10:00:00.000Z"}])),
        "entry 1 of 1",
    ),
    "newer": (json.dumps(file(version=2)), "newer version"),
    "another workbook's": (json.dumps(file(workbook="theirs")), "another workbook: theirs"),
    "without a part": (json.dumps(file(drafts=None)), "a part of it is missing"),
    "an unknown kind": (
        json.dumps(file(events=[{**GRADE, "kind": "constructor"}])),
        "entry 1 of 1",
    ),
    "a field too many": (
        json.dumps(file(events=[GRADE, {**GRADE, "html": "<b>"}])),
        "entry 2 of 2",
    ),
    "a grade too many": (json.dumps(file(events=[{**GRADE, "grade": "best"}])), "entry 1 of 1"),
    "a prototype": (
        json.dumps(file(drafts={"__proto__": [version(1, "a")]})),
        "draft of __proto__",
    ),
    "three versions": (
        json.dumps(file(drafts={"maml/hvp": [version(n, str(n)) for n in (1, 2, 3)]})),
        "draft of maml/hvp",
    ),
    "markup for an id": (
        json.dumps(file(drafts={"<img src=x>/a": [version(1, "a")]})),
        "draft of <img",
    ),
    "a draft of another shape": (
        json.dumps(file(drafts={"maml/hvp": [{"draft": {**DRAFT, "seed": "3"}, "at": at(1)}]})),
        "draft of maml/hvp",
    ),
    "a text without end": (
        json.dumps(file(events=[{**GRADE, "card": "x" * 200_001}])),
        "entry 1 of 1",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_not_ours_or_damaged_is_refused_with_the_reason(case: str) -> None:
    text, reason = REFUSED[case]
    assert reason in read(text)


def test_what_an_earlier_version_left_in_a_draft_is_not_written() -> None:
    draft = {**DRAFT, "prediction": "old", "tries": {"item": {"check": {"name": "x"}}}}
    record = {"draft": draft, "at": "", "other": None, "other_at": ""}
    script = "exchange.write('ours', exchange.everything(new Map([['maml/hvp', v[0]]]), []))"
    written = json.loads(evaluate(script, record))
    assert written["drafts"] == {"maml/hvp": [{"draft": DRAFT, "at": "1970-01-01T00:00:00.000Z"}]}
    assert read(json.dumps(written))["drafts"] == written["drafts"]


def test_events_of_one_moment_keep_their_order() -> None:
    moments = "Array.from({ length: 50 }, () => events.newEvent('seen', 'maml/inner-adapt', {}).at)"
    times = evaluate(moments)
    assert times == sorted(set(times))
