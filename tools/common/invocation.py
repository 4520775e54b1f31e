"""Commands as whoever reads a message types them: with make, if that is what was typed."""

from __future__ import annotations

import os


def as_typed(command: str, arguments: str = "") -> str:
    """A command with its arguments, in the form in which the running one was typed.

    Args:
        command: as in ``tools.cli.COMMANDS``.
    """
    if os.environ.get("MAKELEVEL"):  # which make sets for all that it runs
        return f"make {command} ARGS='{arguments}'" if arguments else f"make {command}"
    return f"python -m tools {command} {arguments}".rstrip()
