"""A race without PyTorch, for test_races.py."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from metarl.races import Race


def ours() -> Callable[[int], None]:
    print("set up")
    return lambda steps: time.sleep(0.001 * steps)


def inputs() -> dict[str, Any]:
    return {"start": [1.0, 2.0]}


def check(inputs: Mapping[str, Any]) -> list[float]:
    return [2 * number for number in inputs["start"]]


RACE = Race("Naps", ours=ours, inputs=inputs, check=check, tolerance=1e-9)
