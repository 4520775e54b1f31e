"""Firefox ESR, driven by puppeteer-core in a Node process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.engines.driver import Driver
from tools.common.paths import ROOT
from tools.setup import node
from tools.testing import engines

SCRIPT = Path(__file__).with_suffix(".js")


class Firefox(Driver):
    """Debian's Firefox ESR, without a window."""

    def __init__(self) -> None:
        command = [node.ensure().node, SCRIPT, engines.require(engines.FIREFOX)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)

    def _ask(self, do: str, **request: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the process that drives Firefox has ended"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def goto(self, url: str) -> None:
        self._ask("goto", url=url)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self._ask("evaluate", source=function, args=arguments)

    def press(self, selector: str) -> None:
        self._ask("press", selector=selector)

    def type(self, selector: str, text: str) -> None:
        self._ask("type", selector=selector, text=text)

    def close(self) -> None:
        with self._process:
            self._ask("close")
