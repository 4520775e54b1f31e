"""A side of a race, as seen from outside its process; see ``worker``."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

from tools.common.paths import ROOT, WORK
from tools.common.process import ONE_THREAD, SetupError, tail

RACER = ROOT / "tools" / "bench" / "racing" / "worker.py"


class Side:
    """Starts the process; the block's end stops it."""

    def __init__(self, python: Path, where: str, name: str) -> None:
        """Start it.

        Args:
            where: module of our side, or file of the others.
            name: of the side; "" for ours, and to ask which sides there are.
        """
        self.title = f"{Path(where).name}, {name}" if name else Path(where).name
        self.log = WORK / f"race-{re.sub(r'\W+', '-', self.title)}.log"
        self.log.parent.mkdir(exist_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                # -P: what lies beside the racer is not for import
                [python, "-P", RACER, where, name],
                cwd=ROOT,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": ""},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def ask(self, **request: Any) -> Any:
        """Its answer.

        Raises:
            SetupError: with the end of its log if it has ended instead.
        """
        assert self.process.stdin
        assert self.process.stdout
        try:
            print(json.dumps(request), file=self.process.stdin, flush=True)
            return json.loads(self.process.stdout.readline())
        except (BrokenPipeError, ValueError) as error:
            self.process.wait()
            ended = f"the race cannot go on: {self.title} has ended:{tail(self.log)}"
            raise SetupError(ended) from error

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *failure: object) -> None:
        self.process.kill()
        self.process.communicate()
