"""Compiling what a run executes, so that tracebacks can quote its lines."""

from __future__ import annotations
import __future__ as future

import linecache
import sys
import traceback
from ast import parse
from contextlib import suppress
from functools import lru_cache
from types import CodeType

from grader.feedback.syntax_errors import line_of, syntax_advice
from grader.files import FILE, SCRATCH, lines_of
from grader.isolation.source_text import Invalid, require_shallow
from grader.report import TOO_DEEP

# Since Python 3.14 hints are evaluated when asked for; before, those that name nothing would raise.
_FLAGS = future.annotations.compiler_flag if sys.version_info < (3, 14) else 0

# The oldest Python that grades: what it cannot read is read nowhere, so that verdicts agree.
OLDEST = (3, 12)

NESTED = "The code is nested too deeply for Python to read."

# Code of the next request, by text and file name; or what Python said against it.
_prepared: dict[tuple[str, str], CodeType | Exception] = {}


def prepare(texts: dict[str, str]) -> None:
    """Compile what the next request holds, by file name, and nothing else.

    The browser does so with more room on the stack than learners' code may have.
    """
    _prepared.clear()
    for file, text in texts.items():
        try:
            _prepared[text, file] = _compile(text, file)
        except (SyntaxError, RecursionError, MemoryError) as error:
            _prepared[text, file] = error.with_traceback(None)


def _compile(text: str, file: str) -> CodeType:
    if file in (FILE, SCRATCH):
        parse(text, file, feature_version=OLDEST)
    code: CodeType = compile(text, file, "exec", _FLAGS, dont_inherit=True)
    return code


# Every run executes these anew, and one request may take hundreds of runs; a submission has a few.
_compile_ours = lru_cache(maxsize=4)(_compile)
_compile_theirs = lru_cache(maxsize=2)(_compile)


def compile_ahead(texts: dict[str, str]) -> None:
    """Compile what is ours in all requests to come, by file name; errors are left to these."""
    for file, text in texts.items():
        with suppress(SyntaxError, RecursionError, MemoryError):
            _compile_ours(text, file)


def prepared_files() -> list[str]:
    """The names of the files that are compiled and not executed yet."""
    return [file for _, file in _prepared]


def compile_quotable(text: str, file: str) -> CodeType:
    """Compile source text, so that tracebacks can quote its lines.

    Raises:
        SyntaxError, RecursionError, MemoryError: if Python cannot read it.
    """
    lines = [f"{line}\n" for line in lines_of(text)]
    linecache.cache[file] = (len(text), None, lines, file)
    code = _prepared.pop((text, file), None)
    if isinstance(code, Exception):
        raise code
    return code or (_compile_theirs if file in (FILE, SCRATCH) else _compile_ours)(text, file)


def compile_submission(text: str, file: str = FILE) -> CodeType:
    """Compile a learner's source text.

    Raises:
        Invalid: if Python cannot read it; names the line.
    """
    require_shallow(text)
    try:
        return compile_quotable(text, file)
    except SyntaxError as error:
        line = line_of(error, text)
        words = "".join(traceback.format_exception_only(error))
        feedback = f"Python cannot read line {line}. {syntax_advice(error, text)}".rstrip()
        raise Invalid(feedback, line, words) from None
    except (RecursionError, MemoryError):
        # a browser's Python has a small part of the room that others have for this
        too_deep = TOO_DEEP if sys.platform == "emscripten" else NESTED
        raise Invalid(too_deep) from None
