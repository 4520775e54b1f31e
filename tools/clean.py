"""`clean`: delete what the build made, and with --all what set-up made."""

import shutil

from tools.common.paths import ROOT

BUILT = (
    "site",
    "dist",
    "docs/assets/exercises",
    "docs/assets/runtime",
    "docs/assets/vendor",
    ".setup/serve",
    ".cache/bundles",
    ".cache/mutants",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
)
# with what `reproduce` keeps, which takes longest of all to make again
SET_UP = (".venv", "node_modules", ".setup", ".cache")


def main(arguments: list[str]) -> int:
    """Delete; downloads in the user's cache stay, since getting them again takes long."""
    if arguments not in ([], ["--all"]):
        print("clean takes no argument but --all")
        return 2
    for name in BUILT + (SET_UP if arguments else ()):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0
