"""What holds for every test."""

import os

import pytest

# Before NumPy is imported: its matrices are small here, and threads that wait for each other on a
# busy machine took ten times as long as one thread alone. Processes started by tests inherit it.
for name in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{name}_NUM_THREADS", "1")

# `make test` sets it for all that it runs: messages would name commands in make's form.
os.environ.pop("MAKELEVEL", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``make test ARGS=--everything`` before a release: what one run need not do each time."""
    words = "look at all submissions, mutants, pages and figures, not at a share of them"
    parser.addoption("--everything", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    """Parametrised tests choose their share while they are imported: tell them by then."""
    from tests.shares import EVERYTHING  # and with it NumPy, for which see above

    if config.getoption("everything"):
        os.environ[EVERYTHING] = "yes"
