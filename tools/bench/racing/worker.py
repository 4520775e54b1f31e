"""One side of a race, in a process of its own: ``python worker.py MODULE_OR_FILE SIDE``.

Runs in any Python from 3.10 on and needs the standard library only. Requests and answers are lines
of JSON on standard input and output:

    {"do": "check", "inputs": ...}   -> numbers
    {"do": "steps", "count": 100}    -> seconds
    {"do": "sides"}                  -> {side: target}
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import time
from typing import Any


def main() -> None:
    """Answer until standard input ends."""
    where, side = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever is printed is not an answer
    make, check, sides = take_side(where, side)
    steps = None
    for line in sys.stdin:
        request = json.loads(line)
        answer: Any = sides
        if request["do"] == "check":
            answer = [float(number) for number in check(request["inputs"])]
        elif request["do"] == "steps":
            steps = steps or make()
            begin = time.perf_counter()
            steps(request["count"])
            answer = time.perf_counter() - begin
        print(json.dumps(answer), file=answers, flush=True)


def take_side(where: str, side: str) -> tuple[Any, Any, dict[str, float]]:
    """What sets the side up, what checks it, and the targets of all sides."""
    if not where.endswith(".py"):
        race = importlib.import_module(where).RACE
        return race.ours, race.check, {}
    sides = load_file(where).SIDES
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
    _, make, check = sides[side] if side else (0, None, None)
    return make, check, {name: entry[0] for name, entry in sides.items()}


def load_file(file: str) -> Any:
    """A file as a module, whose package this Python need not have."""
    spec = importlib.util.spec_from_file_location("sides", file)
    assert spec
    assert spec.loader
    sys.modules["sides"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
