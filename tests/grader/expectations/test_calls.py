"""Many calls that a check asks for at once are those of a loop."""

from __future__ import annotations

from collections.abc import Iterator

from grader import call_each


def test_each_call_is_made_when_its_result_is_asked_for() -> None:
    made: list[str] = []

    def rows() -> Iterator[tuple[int]]:
        for number in (3, 4, 5):
            made.append(f"row {number}")
            yield (number,)

    def square(number: int) -> int:
        made.append(f"call {number}")
        return number * number

    found = iter(call_each(square, rows()))

    assert next(found) == 9
    assert made == ["row 3", "call 3"]
    assert list(found) == [16, 25]
    assert made == ["row 3", "call 3", "row 4", "call 4", "row 5", "call 5"]
