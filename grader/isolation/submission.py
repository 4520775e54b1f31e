"""A learner's source text: reading it, running it, and finding in it what it has to define."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import sys
import traceback
from collections.abc import Callable
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.feedback.exceptions import (
    EVERYTHING,
    FILE,
    borrowed,
    learner_line,
    make_room,
    sentence,
    words_of,
)
from grader.feedback.spelling import nearest
from grader.feedback.syntax_errors import syntax_advice
from grader.values.describe import type_name

NAME = "submission"
GRADER_FILE = "grader.py"
MOST_CHARACTERS = 100_000
DEEPEST = 50  # brackets in brackets; the parser in the browser has a smaller stack
# Texts and comments come first, so that brackets in them do not count.
_BRACKETS = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*|[()\[\]{}]""",
    re.DOTALL,
)
prepared: dict[tuple[str, str], CodeType | Exception] = {}
_STRANGE = re.compile("[\0\ud800-\udfff]")


class Invalid(Exception):
    """A submission that cannot be graded; carries what the learner is told."""

    def __init__(self, feedback: str, line: int | None = None, python: str = "") -> None:
        super().__init__(feedback)
        self.feedback, self.line, self.python = feedback, line, python


def read(submission: Any) -> str:
    """The submission's text, with a byte order mark and foreign line ends taken away.

    Half characters stand for bytes that were no UTF-8 (Python's ``surrogateescape``).

    Raises:
        Invalid: if it is no text, not UTF-8, empty, too long, or holds a null character.
    """
    if not isinstance(submission, str):
        kind = type_name(submission)
        raise Invalid(f"A submission is the text of a Python file; this is a value of type {kind}.")
    text = submission.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Invalid("The submission is empty.")
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            f"The submission is {len(text):,} characters long; "
            f"at most {MOST_CHARACTERS:,} are read."
        )
    strange = _STRANGE.search(text)
    if strange:
        line = text[: strange.start()].count("\n") + 1
        raise Invalid(
            f"Line {line} is not UTF-8 text; save the file as UTF-8, without nulls.", line
        )
    return text


def require_shallow(text: str) -> None:
    """Refuse brackets that are nested deeper than every parser can follow."""
    depth = 0
    for token in _BRACKETS.finditer(text):
        depth += (token[0] in ("(", "[", "{")) - (token[0] in (")", "]", "}"))
        if depth > DEEPEST:
            line = text[: token.start()].count("\n") + 1
            raise Invalid(
                f"Line {line} has brackets nested more than {DEEPEST} deep; "
                "give names to the parts.",
                line,
            )


def prepare(texts: dict[str, str]) -> None:
    """Compile what the next request holds, by file name, and nothing else.

    The browser does so with more room on the stack than learners' code may have.
    """
    prepared.clear()
    for file, text in texts.items():
        try:
            prepared[text, file] = compile(text, file, "exec", dont_inherit=True)
        except (SyntaxError, RecursionError, MemoryError) as error:
            prepared[text, file] = error.with_traceback(None)


def quotable(text: str, file: str) -> CodeType:
    """Compile source text, so that tracebacks can quote its lines.

    Raises:
        SyntaxError, RecursionError, MemoryError: if Python cannot read it.
    """
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    made = prepared.pop((text, file), None)
    if isinstance(made, Exception):
        raise made
    return made or compile(text, file, "exec", dont_inherit=True)


def compiled(text: str, file: str = FILE) -> CodeType:
    """Compile a learner's source text.

    Raises:
        Invalid: if Python cannot read it; names the line.
    """
    require_shallow(text)
    try:
        return quotable(text, file)
    except SyntaxError as error:
        line = min(error.lineno or 1, text.count("\n") + 1)
        words = "".join(traceback.format_exception_only(error))
        feedback = f"Python cannot read line {line}. {syntax_advice(error, text)}".rstrip()
        raise Invalid(feedback, line, words) from None
    except (RecursionError, MemoryError):
        raise Invalid("The code is nested too deeply for Python to read.") from None


def fresh_namespace(show: Callable[..., None]) -> dict[str, Any]:
    """The globals that a submission starts with: those of a module that can be imported by name,
    as some of the standard library expects (``dataclasses``, ``pickle``)."""
    module = ModuleType(NAME)
    sys.modules[NAME] = module
    namespace = vars(module)
    namespace["show"] = show
    return namespace


def run(code: CodeType, namespace: dict[str, Any]) -> None:
    """Execute a submission's top level.

    Raises:
        Invalid: if it raises anything at all; names the exception and the line.
    """
    try:
        exec(code, namespace)
    except EVERYTHING as error:
        make_room(error, namespace)
        line, before = learner_line(error), ", before any check can run"
        feedback = sentence("Your code stops with", error, line, before)
        raise Invalid(feedback, line, words_of(error)) from None


def owned(value: Any) -> Any:
    """A value that the submission defines; what it borrowed (``double = np.add``) is wrapped, so
    that what it raises is known to be the learner's."""
    kind = type(value)
    if kind is FunctionType:
        own = value.__code__.co_filename == FILE
    else:
        own = issubclass(kind, type) and vars(value).get("__module__") == NAME
    return value if own or not callable(value) else borrowed(value)


def require(namespace: dict[str, Any], defines: tuple[str, ...]) -> None:
    """Check that the submission defines every name, callable with the stated arguments.

    Args:
        defines: ``"name(first, second)"`` for a callable, ``"name"`` for any value.

    Raises:
        Invalid: names the missing name or the wrong signature.
    """
    for wanted in defines:
        name, parameters = parse_define(wanted)
        if name not in namespace:
            raise Invalid(_missing(namespace, name, wanted, len(parameters or ())))
        if parameters is not None:
            _require_callable(namespace[name], name, parameters, wanted)


def _missing(namespace: dict[str, Any], name: str, wanted: str, count: int) -> str:
    own = [
        other
        for other, value in namespace.items()
        if type(other) is str and type(value) is FunctionType and other != "show"
        if _takes(value, count)
    ]
    # A name is also close if it is a part of the one that is wanted.
    parts = [other for other in own if len(other) > 3 and (other in name or name in other)]
    close = nearest(name, own) or (parts[0] if parts else "")
    if close:
        return f"Your code defines {close}, but not {name}. Define it as {wanted}."
    return f"Your code does not define {name}. Write a definition of {wanted}."


def parse_define(wanted: str) -> tuple[str, list[str] | None]:
    """Split ``"name(a, b)"`` into the name and its parameters (None for a plain value).

    Raises:
        SyntaxError, AttributeError: if it is neither of the two forms.
    """
    node: Any = ast.parse(wanted, mode="eval").body
    if isinstance(node, ast.Call):
        call: Any = node
        return call.func.id, [argument.id for argument in call.args]
    return node.id, None


def _require_callable(value: Any, name: str, parameters: list[str], wanted: str) -> None:
    if not callable(value):
        raise Invalid(f"{name} is of type {type_name(value)}, not a function. Define {wanted}.")
    if not _takes(value, len(parameters)):
        many = f"{len(parameters)} argument{'s' * (len(parameters) != 1)}"
        words = f"{name}{_takes_words(value)} cannot be called with {many}"
        raise Invalid(f"{words}; define it as {wanted}.", _line_of(value))


def _takes_words(value: Any) -> str:
    """What a submission's own function takes, if it takes a fixed number of arguments."""
    if type(value) is not FunctionType:
        return ""
    code = value.__code__
    if code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS) or code.co_kwonlyargcount:
        return ""
    names = ", ".join(code.co_varnames[: code.co_argcount])
    return f" takes ({names}) and" if names else " takes no arguments and"


def _takes(value: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(value).bind(*range(count))
    except ValueError:
        return True  # a built-in without a signature: calling it will tell
    except EVERYTHING:  # wrong arguments, or an object that only looks like a function
        return False
    return True


def _line_of(value: Any) -> int | None:
    return value.__code__.co_firstlineno if type(value) is FunctionType else None
