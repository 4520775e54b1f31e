"""The commands of `python -m tools`: which there are, and what surrounds each of them."""

import importlib
import os
import sys
from typing import NamedTuple

from tools.common.process import SetupError


class Command(NamedTuple):
    """A command: where its `main(arguments) -> exit code` is, and one line of help."""

    entry: str
    summary: str
    # without: what must work on a machine that has nothing yet
    environment: bool = True


COMMANDS = {
    "serve": Command(
        "tools.devserver.command", "set up, build, and show the site on 127.0.0.1:8000"
    ),
    "test": Command("tools.testing.command", "set up, build, and run all checks and tests"),
    "build": Command("tools.site.build", "set up, and build the site into site/"),
    "new": Command(
        "tools.course.scaffold", "start an exercise or a page: code|classify|recall|page ID"
    ),
    "check": Command(
        "tools.contract.command", "check exercises and pages: [ID…] [--json | --watch]"
    ),
    "mutants": Command("tools.mutants.command", "grade wrong solutions: [ID…] [--json]"),
    "try": Command(
        "tools.grading.preview", "grade a file, and read what a learner would: ID [FILE]"
    ),
    "grade": Command("tools.grading.command", "grade a submission: EXERCISE_ID FILE"),
    "synth": Command("tools.synth.command", "make a synthetic course of N exercises"),
    "summary": Command(
        "tools.contract.ci_summary", "what failed, as Markdown for a CI host", False
    ),
    "judge": Command("tools.judge.command", "judge sentences: FILE [--json] [--cross-validate]"),
    "reproduce": Command("tools.reproduce.command", "published numbers beside ours: [NAME…]"),
    "bench": Command("tools.bench.command", "measure the site against its targets: [NAME…]"),
    "test-engines": Command(
        "tools.testing.engines", "test the site in Chromium, Firefox and WebKit"
    ),
    "setup": Command("tools.setup.command", "only set up, the browser for the tests included"),
    "offline-zip": Command(
        "tools.site.offline_zip", "the site as a zip that works by double click"
    ),
    "bundle": Command("tools.site.build:main_bundle", "only make what the pages load"),
    "clean": Command("tools.clean", "delete what the build made; --all: set-up too", False),
    "help": Command("tools.help", "show this list", False),
}


def main(arguments: list[str]) -> int:
    """Run one command.

    Returns: its exit code; 1 after a failure that set-up foresees, 2 for an unknown command.
    """
    name = arguments[0] if arguments else "help"
    name = "help" if name in {"-h", "--help"} else name
    if name not in COMMANDS:
        print(f"error: no command {name!r}; there are: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    command = COMMANDS[name]
    try:
        if command.environment:
            from tools.setup.command import enter_environment

            enter_environment(arguments)
        module, _, function = command.entry.partition(":")
        run = getattr(importlib.import_module(module), function or "main")
        code = int(run(arguments[1:]))
        sys.stdout.flush()
        return code
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # of a reader such as `head`, who has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
