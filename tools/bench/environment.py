"""Environments of their own: for what benchmarks compare with, and the project never needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tools.common.files import is_done, mark_done
from tools.common.paths import WORK
from tools.common.process import SetupError, run, step
from tools.setup import environment


class Environment(NamedTuple):
    """One of them, which is made when it is first asked for.

    Attributes:
        name: of its folder below ``.setup/``.
        title: what it holds and what for, in a line for whoever waits.
        packages: with their versions, as pip reads them.
    """

    name: str
    title: str
    packages: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return WORK / self.name

    def ensure(self, base: Callable[[], str]) -> Path:
        """Its Python.

        Args:
            base: finds the Python that it is made from.

        Raises:
            SetupError: if this machine lacks that Python, or the packages cannot be had.
        """
        python, stamp = self.folder / "bin" / "python", self.folder / ".stamp"
        pins = " ".join(self.packages)
        if is_done(stamp, pins) and python.exists():
            return python
        begin = base()
        with step(f"{self.title}, in {self.folder.relative_to(WORK.parent)}"):
            try:
                run(f"venv for {self.name}", [begin, "-m", "venv", "--clear", self.folder])
                pip: list[str | Path] = [python, "-m", "pip", "install", *environment.PIP_OPTIONS]
                run(f"pip install for {self.name}", [*pip, *self.packages])
            except SetupError as error:
                remedy = "all other benchmarks do without: name those you want"
                raise SetupError(f"{self.packages[0]} cannot be had; {remedy}; {error}") from error
        mark_done(stamp, pins)
        return python
