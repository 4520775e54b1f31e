"""Commands in messages have the form in which the running one was typed."""

from __future__ import annotations

import pytest

from tools.common.invocation import as_typed


@pytest.mark.parametrize(
    ("level", "alone", "whole"),
    [
        ("", "python -m tools check", "python -m tools check a/b --json"),
        ("1", "make check", "make check ARGS='a/b --json'"),
    ],
)
def test_a_command_has_the_form_that_was_typed(
    level: str, alone: str, whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAKELEVEL", level)
    assert as_typed("check") == alone
    assert as_typed("check", "a/b --json") == whole
