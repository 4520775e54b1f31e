"""Which modules there are for a submission: the same ones in the terminal and in the browser.

Those that its text names are imported in advance. In the browser modules are compiled when they are
imported, which takes more room on the stack than learners' code may have: ``from numpy import *``
alone loads some twenty of them.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from grader.feedback.exceptions import EVERYTHING

_ABSENT = """
    antigravity curses dbm ensurepip grp idlelib pwd pydoc_data readline resource syslog tkinter
    turtle turtledemo venv webbrowser
    aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib
    nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib
    _curses _curses_panel _interpchannels _interpqueues _interpreters _testcapi _testinternalcapi
    _testlimitedcapi _tkinter _xxinterpchannels _xxsubinterpreters __hello__ __phello__
    _multiprocessing _posixshmem concurrent.futures.process multiprocessing.connection
    multiprocessing.forkserver multiprocessing.heap multiprocessing.managers multiprocessing.pool
    multiprocessing.popen_fork multiprocessing.popen_forkserver multiprocessing.popen_spawn_posix
    multiprocessing.queues multiprocessing.resource_sharer multiprocessing.resource_tracker
    multiprocessing.shared_memory multiprocessing.sharedctypes multiprocessing.spawn
    multiprocessing.synchronize concurrent.interpreters
"""
# The browser's Python lacks these, opens no windows, has no other process, or is newer than their
# end. What it is the first to have, its own library needs.
ABSENT = frozenset(_ABSENT.split())
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b(.*)|import\b(.*))$", re.MULTILINE)
_OTHER_NAME = re.compile(r"\bas[ \t]+\w+")
_NAME = re.compile(r"[\w.]+|\*")
_PRINTS = "this"  # whoever imports it wants to read it
OURS = frozenset(("grader", "submission", "__main__"))


def is_library(name: str) -> bool:
    """Whether a module belongs to NumPy or to the standard library as browsers have it.

    Args:
        name: with dots, as it is imported.
    """
    root = name.partition(".")[0]
    if root.startswith("_sysconfigdata"):  # its name ends in that of the system
        return True
    return root == "numpy" or (root in sys.stdlib_module_names and not is_absent(name))


def is_absent(name: str) -> bool:
    """Whether a module, or the package that it is in, is there for nobody."""
    return name in ABSENT or name.partition(".")[0] in ABSENT


class ImportGate:
    """The only finder of modules which are not imported yet; it asks those that were there before.

    Args:
        packages: what a submission may import besides the libraries.
    """

    def __init__(self, packages: Iterable[str] = ()) -> None:
        self._packages = OURS.union(packages)
        self.finders: list[Any] = []

    def lets(self, name: str) -> bool:
        """Whether a submission may import a module."""
        return is_library(name) or name.partition(".")[0] in self._packages

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        for finder in self.finders if self.lets(name) else ():
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None

    def invalidate_caches(self) -> None:
        for finder in self.finders:
            getattr(finder, "invalidate_caches", lambda: None)()


def shut(gate: ImportGate) -> None:
    """Have a gate asked alone, and take away what is imported and should not be there."""
    for name in [name for name in sys.modules if not gate.lets(name)]:
        package, _, own = name.rpartition(".")
        if package in sys.modules:  # which else would still have it
            vars(sys.modules[package]).pop(own, None)
        del sys.modules[name]
    gate.finders = sys.meta_path[:]
    sys.meta_path[:] = [gate]


def import_in_advance(text: str) -> None:
    """Import the modules of the libraries that source text names; what fails is left to the run."""
    for name, attributes in _imports(text):
        if is_library(name) and name != _PRINTS:
            with suppress(EVERYTHING):
                _import(name, attributes)


def _imports(text: str) -> Iterator[tuple[str, list[str]]]:
    # not parsed: a syntax tree may be too deep for the stack
    for package, attributes, names in _IMPORT.findall(_OTHER_NAME.sub("", text)):
        if package:
            yield package, _NAME.findall(attributes)
        else:
            yield from ((name, []) for name in _NAME.findall(names))


def _import(name: str, attributes: list[str]) -> None:
    module = importlib.import_module(name)
    if attributes == ["*"]:
        attributes = list(getattr(module, "__all__", ()))
    for attribute in attributes:
        getattr(module, attribute, None)  # some packages load a module when it is asked for
