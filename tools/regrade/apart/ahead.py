"""Calls that are made in advance, since a check seems to make the same ones in a loop.

From process to process a call takes ten times as long as most functions that learners write, and a
check may draw a thousand samples. So where two rounds of a loop were alike, the other side is asked
to go on by itself for some rounds. Their results are taken if the check then asks just this. All
that it goes on with it has been told before, or has returned itself: no value of ours shows what a
check makes of a result before that is there.

The loop may end sooner, so a function may be called more often than by the checks. That is for
functions of the submission alone, whose results hang on their arguments; where a run does not pass,
it is done again without (see ``judge``).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tools.regrade.apart.messages import (
    Again,
    Call,
    Message,
    Raised,
    Replies,
    Step,
    Value,
    to_bytes,
)

FEWEST, MOST = 2, 64  # calls in advance
LONGEST = 2  # calls in a round
QUICK = 0.002  # seconds that a call may take, to be worth it
SECONDS = 0.01  # after which nothing more is done in advance

Past = Sequence[tuple[Call, Value]]
NEW = ("array", "generator")  # the forms that get numbers


class Ahead:
    """What is asked in advance, on the side of the checks.

    Args:
        ask: asks a question and returns the answer to it.

    Attributes:
        is_on: whether the other side may be asked in advance.
        was_used: whether it has been.
    """

    def __init__(self, ask: Callable[[Message], Message]) -> None:
        self._ask = ask
        self._past: deque[tuple[Call, Value]] = deque(maxlen=2 * LONGEST)
        self._coming: deque[tuple[bytes, Call, Value]] = deque()
        self._count = FEWEST
        self._is_open = True  # whether nothing else has been asked, by either side
        self.is_on, self.was_used = False, False

    def forget(self) -> None:
        """What has been asked before is no part of a loop."""
        self._past.clear()
        self._coming.clear()
        self._count = FEWEST
        self._is_open = False

    def reply_to(self, question: Call) -> Message:
        """The answer to a question, which may be there already."""
        if self._coming:
            expected, call, known = self._coming.popleft()
            if expected == to_bytes(question):  # 0 is not False here
                self._past.append((call, known))
                return known
            self._coming.clear()
            self._count = FEWEST
        steps = self._steps(question)
        return self._ask_on(question, steps) if steps else self._ask_alone(question)

    def _ask_alone(self, question: Call) -> Message:
        self._is_open, start = True, time.monotonic()
        reply = self._ask(question)
        is_quick = time.monotonic() - start < QUICK
        if (
            is_quick
            and self._is_open
            and isinstance(reply, Value)
            and not _has_objects(reply.value)
        ):
            self._past.append((question, reply))
        else:
            self._past.clear()
        return reply

    def _ask_on(self, question: Call, steps: list[Step]) -> Message:
        self.was_used = True
        replies = self._ask(Again(question, steps, self._count))
        first = replies.first if isinstance(replies, Replies) else replies
        if not isinstance(replies, Replies) or not isinstance(first, Value):
            self.forget()
            return first
        self._count = min(2 * self._count, MOST)
        self._past.append((question, first))
        past = [*self._past]
        for place, reply in enumerate(replies.others):
            call = fill(steps[place % len(steps)], past)
            past.append((call, reply))
            self._coming.append((to_bytes(call), call, reply))
        return first

    def _steps(self, question: Call) -> list[Step]:
        """How it would go on after a question; empty if nobody can tell."""
        past = [*self._past] if self.is_on else []
        for length in range(1, LONGEST + 1):
            if len(past) >= 2 * length - 1 and (steps := _round(past, question, length)):
                return steps
        return []


def _round(past: Past, question: Call, length: int) -> list[Step]:
    """The calls that make up a round, of which this question is the last; empty if it is none."""
    calls = [call for call, _ in past] + [question]
    steps = []
    for place in range(len(calls) - length, len(calls)):
        now, before = calls[place], calls[place - length]
        if _form(now) != _form(before) or not all(map(is_simple, now.values)):
            return []
        sources = [
            ["same", value] if value == other else _source(value, past[:place], length)
            for value, other in zip(now.values, before.values, strict=True)
        ]
        if [] in sources:
            return []
        steps.append(Step(now.on, sources))
    return steps


def _form(call: Call) -> tuple[Any, ...]:
    return call.on, len(call.values), call.named


def _source(value: Any, past: Past, length: int) -> list[Any]:
    """Which of the last calls has returned a value, or left a generator like it; empty if none."""
    for back in range(1, length + 1):
        values = past[-back][0].values
        left = (["left", back, slot] for slot, one in enumerate(values) if _is_generator(one))
        for source in (["result", back], *left):
            if _follow(source, past) == value:
                return source
    return []


def _follow(source: list[Any], past: Past) -> Any:
    """The value that a source gives now."""
    kind, *where = source
    if kind == "same":
        return where[0]
    question, reply = past[-where[0]]
    if kind == "result":
        return reply.value
    values, slot = question.values, where[1]
    number = sum(type(value) is list and value[0] in NEW for value in values[:slot])
    return ["generator", dict(reply.changes).get(number, values[slot][1])]


def _is_generator(value: Any) -> bool:
    return type(value) is list and value[0] == "generator"


def fill(step: Step, past: Past) -> Call:
    """The question of a step."""
    return Call(step.on, [_follow(source, past) for source in step.sources], [], [])


def is_simple(value: Any) -> bool:
    """Whether an encoded value is a number, a text, an array or a generator, or a row of numbers
    and texts."""
    if type(value) is not list:
        return True
    form, content = value
    if form in ("list", "tuple"):
        return all(type(one) is not list or one[0] == "number" for one in content)
    return form in (*NEW, "number", "int", "text")


def _has_objects(value: Any) -> bool:
    """Whether an encoded value has an object in it that stays on one of the sides."""
    if type(value) is not list or not value:
        return False
    return value[0] in ("lent", "yours") or any(map(_has_objects, value))


def replies_to(
    question: Again, first: Value | Raised, reply_to: Callable[[Call], Value | Raised | None]
) -> Iterator[Value]:
    """The answers to what may come after a question, on the side of the submission.

    Args:
        first: the answer to the question.
        reply_to: answers one, if that can be done in advance.
    """
    end = time.monotonic() + SECONDS
    past: list[tuple[Call, Value]] = []
    asked = question.first
    reply: Value | Raised | None = first
    for place in range(question.count):
        if not isinstance(reply, Value) or time.monotonic() > end:
            return
        past.append((asked, reply))
        asked = fill(question.steps[place % len(question.steps)], past)
        reply = reply_to(asked)
        if isinstance(reply, Value):
            yield reply
