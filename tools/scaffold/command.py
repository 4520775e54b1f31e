"""``python -m tools new KIND ID``: a start that keeps all rules but those that need its author.

What is left to the author is marked by to-dos, which ``check`` lists with file and line.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.common.spelling import suggestion
from tools.course.schema import KINDS
from tools.scaffold.exercise import TO_MEND, new_exercise
from tools.scaffold.figure import new_figure
from tools.scaffold.page import new_page


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Make the folder or page, and say what comes next.

    Raises:
        SetupError: with the remedy if the kind or the id will not do, or the name is taken.
    """
    kinds = [*KINDS, TO_MEND, "page", "figure"]
    parser = argparse.ArgumentParser(
        prog="python -m tools new",
        description="Start an exercise, a page or a figure.",
        epilog="new fail ID N stores a wrong submission of an exercise: see new fail --help",
    )
    parser.add_argument("kind", metavar="KIND", help=", ".join(kinds))
    parser.add_argument(
        "id",
        metavar="ID",
        help="<topic>/<slug> of an exercise, <slug> of a concept's page or of a figure",
    )
    parser.add_argument(
        "--defines", metavar="CALL", default="", help="what to write, of kind code: 'f(x, y)'"
    )
    parser.add_argument(
        "--page", default="", help="the page under docs/ that shows the exercise: concepts/<page>"
    )
    options = parser.parse_args(arguments)
    if options.kind not in kinds:
        raise SetupError(f"there is no kind {options.kind!r}. {suggestion(options.kind, kinds)}")
    if options.kind == "page":
        lines = new_page(root, options.id)
    elif options.kind == "figure":
        lines = new_figure(root, options.id)
    else:
        lines = new_exercise(root, options.kind, options.id, options.defines, options.page)
    for line in lines:
        print(line)
    return 0
