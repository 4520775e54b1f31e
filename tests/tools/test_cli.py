"""`python -m tools`: commands, their errors, and a port in use."""

import importlib
import os
import socket
import subprocess
import sys

import pytest

from tools import cli
from tools.common.process import SetupError
from tools.devserver import command


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    output = capsys.readouterr().out
    assert all(f"  {name} " in output for name in cli.COMMANDS)


def test_an_unknown_command_lists_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serv"]) == 2
    assert "no command 'serv'; there are: serve, " in capsys.readouterr().err


def test_arguments_are_refused_where_there_can_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["setup", "now"]) == 2
    assert capsys.readouterr().err == "error: setup takes no arguments\n"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_can_be_called(name: str) -> None:
    module, _, function = cli.COMMANDS[name].entry.partition(":")
    assert callable(getattr(importlib.import_module(module), function or "main"))


@pytest.mark.parametrize(
    ("error", "code"), [(SetupError("no disk"), 1), (KeyboardInterrupt(), 130)]
)
def test_a_foreseen_failure_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
) -> None:
    def fail(arguments: list[str]) -> int:
        raise error

    monkeypatch.setattr(cli, "show_help", fail)
    assert cli.main(["help"]) == code
    assert capsys.readouterr().err in {"error: no disk\n", "\nstopped\n"}


def test_a_reader_who_has_seen_enough_is_no_traceback() -> None:
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "tools", "help"]

    done = subprocess.run(command, stdout=written, stderr=subprocess.PIPE, check=False)

    os.close(written)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupError, match=rf"port {port} cannot be used .*--port 8000"):
            command.require_free(port)
