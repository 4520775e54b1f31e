"""A figure that trains in the page: its file run, result after result, in the browser's Python.

The page asks for each result, and its interpreter keeps what has been trained from one request to
the next. So this imports nothing that the browser's Python lacks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from tools.figures.controls import State
from tools.figures.moment import moment_of

NAME = "figure"
Reply = dict[str, Any]
# What is being trained in this interpreter.
_running: list[Iterator[Reply]] = []


def answer(request: Mapping[str, Any]) -> Reply:
    """The next result, drawn.

    Args:
        request: with ``source``, the text of a figure's file, and ``state``, the value of each
            control, training begins; without them, it goes on.

    Returns:
        ``share``, of the training that is done, and ``moment``, what is to be seen of it; None
        once there is no more.
    """
    if "source" in request:
        _running[:] = [_replies(request["source"], State(**request["state"]))]
    return next(_running[0], {"share": 1.0, "moment": None})


def _replies(source: str, state: State) -> Iterator[Reply]:
    module = sys.modules[NAME] = ModuleType(NAME)
    exec(compile(source, f"{NAME}.py", "exec", dont_inherit=True), vars(module))
    share = 0.0

    def progress(done: float) -> None:
        nonlocal share
        share = done

    for result in module.train(state, progress):
        moment = moment_of(
            *(part(state, result) for part in (module.frame, module.say, module.table))
        )
        yield {"share": share, "moment": moment.plain()}
