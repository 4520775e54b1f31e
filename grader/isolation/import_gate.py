"""Which modules there are for a submission: the same ones in the terminal and in the browser."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

_ABSENT = """
    antigravity curses dbm ensurepip grp idlelib pwd pydoc_data readline resource syslog tkinter
    turtle turtledemo venv webbrowser
    aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib
    nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib
    _curses _curses_panel _interpchannels _interpqueues _interpreters _testcapi _testinternalcapi
    _testlimitedcapi _tkinter _xxinterpchannels _xxsubinterpreters
"""
# The browser's Python lacks these, opens no windows, or is newer than their end.
ABSENT = frozenset(_ABSENT.split())
OURS = frozenset(("grader", "submission", "__main__"))


def is_library(name: str) -> bool:
    """Whether a module belongs to NumPy or to the standard library as browsers have it.

    Args:
        name: with dots, as it is imported.
    """
    root = name.partition(".")[0]
    if root.startswith("_sysconfigdata"):  # its name ends in that of the system
        return True
    return root == "numpy" or (root in sys.stdlib_module_names and root not in ABSENT)


class ImportGate:
    """The first finder that is asked for a module which is not imported yet.

    Args:
        packages: what a submission may import besides the libraries.
    """

    def __init__(self, packages: Iterable[str] = ()) -> None:
        self._packages = OURS.union(packages)

    def lets(self, name: str) -> bool:
        """Whether a submission may import a module."""
        return is_library(name) or name.partition(".")[0] in self._packages

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        if not self.lets(name):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def shut(gate: ImportGate) -> None:
    """Have a gate asked first, and take away what is imported and should not be there."""
    for name in [name for name in sys.modules if not gate.lets(name)]:
        del sys.modules[name]
    sys.meta_path.insert(0, gate)
