"""`build`: the finished site in site/, ready for any static host."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools import bundle, policy, precache, preload, setup
from tools.steps import ROOT, SetupError

# Material's start page of warnings about the next MkDocs, which this project does not use.
ENV = {"NO_MKDOCS_2_WARNING": "1"}


def prepare(*, browser: bool = False) -> None:
    """Everything that the pages load, short of the pages themselves.

    Raises: SetupError as set-up does; whatever the exercises' own errors are.
    """
    setup.ensure(browser=browser)
    bundle.write(ROOT)


def site(arguments: list[str]) -> int:
    """Build and finish the pages; any warning is an error.

    Args:
        arguments: passed on to `mkdocs build`.
    Returns: MkDocs' exit code.
    Raises: PolicyError if a page holds what the policy forbids.
    """
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("-d", "--site-dir", type=Path, default=ROOT / "site")
    folder = options.parse_known_args(arguments)[0].site_dir
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments]
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **ENV}, check=False).returncode
    if code == 0:
        preload.write(ROOT / folder)
        policy.write(ROOT / folder)
        precache.write(ROOT / folder)  # last, for it hashes the finished files
    return code


def main(arguments: list[str]) -> int:
    """Prepare and build; arguments go to `mkdocs build`, but for this command's own.

    Args:
        arguments: ``--only-pages`` leaves out the preparation, which was done before.
    """
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--only-pages", action="store_true")
    own, others = options.parse_known_args(arguments)
    if not own.only_pages:
        prepare()
    return site(others)


def main_bundle(arguments: list[str]) -> int:
    """Prepare only."""
    if arguments:
        print("bundle takes no arguments")
        return 2
    prepare()
    return 0


if __name__ == "__main__":
    # how `serve` builds, in the environment that it runs in itself
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"error: {error}")
