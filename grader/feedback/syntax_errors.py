"""What to look for where Python cannot read a text: the commonest slips.

The kinds are told apart by words that every supported version of Python uses.
"""

from __future__ import annotations

import keyword
import re

from grader.feedback.brackets import Bracket, open_brackets
from grader.feedback.spelling import nearest
from grader.feedback.strange_characters import character_advice
from grader.files import lines_of

_STRANGE = re.compile("invalid (non-printable )?character")
_BARE_EXCEPT = re.compile(r"\s*except\s[^(:]*,")
_FIRST_WORD = re.compile(r"\s*([A-Za-z]+)\b(?!\s*[=(.\[,])")
_NO_COLON = (
    "A line that starts with def, for, while, if, elif, else, class or with must end with a colon, "
    "and this one does not."
)
_T_STRING = "Only Python 3.14 and later read t-strings; exercises are graded by older ones too."
# What is said of these names the place.
_NEVER_CLOSED = re.compile(r"'[\[({]' was never closed")
_UNMATCHED = re.compile(r"unmatched '([\])}])'")
_MISMATCHED = re.compile(r"parenthesis '(.)' does not match")
_ENDLESS_STRING = re.compile(r"unterminated (triple-quoted )?(f-|t-)?string")
_MESSAGES = {
    r"expected ':'": _NO_COLON,
    r"expected an indented block after (?P<what>'?\w+)": "The line after a colon must be indented "
    "by four more spaces.",
    r"unexpected indent": "This line is indented further than the one before it, which does not "
    "end with a colon.",
    r"unindent does not match": "The indentation of this line matches no block above it.",
    r"inconsistent use of tabs": "Tabs and spaces are mixed: indent with spaces throughout.",
    r"Maybe you meant '==' or ':='|cannot assign to .* here\. Maybe you meant '=='": (
        "= assigns a value to a name; to compare two values, write ==."
    ),
    r"cannot assign to (?P<what>True|False|None)": "{what} is a fixed value, not a name.",
    r"cannot assign to": "On the left of = there must be a name, an entry or an attribute.",
    r"cannot delete": "Only names, entries and attributes can be deleted.",
    r"invalid decimal literal": "A name cannot start with a digit, and a product needs *.",
    r"leading zeros in decimal": "A whole number cannot start with 0.",
    r"Missing parentheses in call to 'print'": "print needs round brackets: print(x).",
    r"Perhaps you forgot a comma": "A comma, a bracket or an operator is missing between two "
    "values.",
    r"'(?P<what>return|yield)' outside function": "{what} is outside any function: is the line "
    "indented?",
    r"'await' outside": "await works only inside a function defined with async def.",
    r"'(?P<what>break|continue)'.* (outside|not properly in) loop": (
        "{what} is outside any loop: is the line indented?"
    ),
    r"positional argument follows keyword argument": "In a call, arguments given by name come "
    "last.",
    r"(without a default|non-default argument) follows": "In a definition, arguments with a "
    "default come last.",
    r"[ft]-string: (expecting '}'|valid expression required before '}')": "In an f-string, each {{ "
    "needs an expression and a }} after it.",
    r"[ft]-string: single '}' is not allowed": "In an f-string, }} ends what {{ begins; to print "
    "one, write it twice.",
    r"expected 'except' or 'finally'": "try needs an except or a finally after it.",
    r"keyword argument repeated": "The call gives the same argument twice.",
    r"duplicate argument": "The definition has two arguments with the same name.",
    r"perhaps you meant \"==\"": "In a call, = gives an argument its value; to compare two "
    "values, write ==.",
    r"expected 'else' after 'if'": "An if inside an expression needs an else: a if x else b.",
    r"':' expected after dictionary key": "An entry of a dictionary needs a key, a colon and a "
    "value.",
    r"exception types must be parenthesized|except expressions without parentheses": "Several "
    "exceptions after except need round brackets: except (A, B).",
    r"t-strings are only supported": _T_STRING,
    r"(?P<what>.+) (are|is) only supported in Python (?P<version>[\d.]+)": "{what}: only Python "
    "{version} and later read this, and exercises are graded by older ones too.",
    r"too many statically nested": "The blocks are nested too deeply: move some of them into "
    "functions.",
}
# Looked for in the line itself, where Python says no more than that the syntax is invalid.
_LINES = {
    r"^\s*(else|try|finally)\s*(#.*)?$": _NO_COLON,
    r"\w(\+\+|--)\s*(#.*)?$": "Python has no ++ or --: write x += 1.",
    r"(?<!\w)[tT][rR]?[\"']": _T_STRING,
    r"&&|\|\|": "In Python, and, or and not are written as words.",
    r"^\s*[%!]\w": "Lines with % or ! are commands of a notebook and no Python: delete this one.",
    r"^\s*>>>": "The prompt >>> is no part of the code: delete it.",
    r"^\s*```": "Marks of a text, such as ```, are no part of the code: delete them.",
}


def syntax_advice(error: SyntaxError, text: str) -> str:
    """One sentence on why Python cannot read a text; empty if it may be anything."""
    message = error.msg if type(error.msg) is str else ""
    if _STRANGE.search(message):
        return character_advice(message)
    placed = _placed_advice(message, text, error.lineno or 1, error.offset or 1)
    if placed:
        return placed
    for pattern, words in _MESSAGES.items():
        match = re.search(pattern, message)
        if match:
            return words.format(**match.groupdict())
    lines = lines_of(text)
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    return _line_advice(line) if message.startswith("invalid syntax") else ""


def _placed_advice(message: str, text: str, line: int, column: int) -> str:
    """On brackets that do not pair up and strings without an end, with their places."""
    if match := _UNMATCHED.search(message):
        return f"The bracket {match[1]} in column {column} closes one that was never opened."
    if match := _ENDLESS_STRING.search(message):
        mark = "three quotation marks" if match[1] else "a quotation mark"
        return f"The string that begins in column {column} does not end with {mark}."
    opened = [sign for sign in open_brackets(text) if (sign.line, sign.column) <= (line, column)]
    if _NEVER_CLOSED.search(message):
        return _unclosed(opened)
    if message == "invalid syntax":
        # on the bracket's own line Python sees what cannot follow before it sees that it is open
        return _unclosed([sign for sign in opened if sign.line == line])
    if match := _MISMATCHED.search(message):
        return _mismatched(match[1], text, line, column)
    return ""


def _unclosed(opened: list[Bracket]) -> str:
    if not opened:
        return ""
    last = opened[-1]
    where = f"in column {last.column}"
    where = f"after {last.after}, {where}," if last.after else where
    return f"The bracket {last.sign} {where} is never closed."


def _mismatched(sign: str, text: str, line: int, column: int) -> str:
    before = text.split("\n")[:line]
    before[-1] = before[-1][: column - 1]
    opened = open_brackets("\n".join(before))
    if not opened:
        return ""
    last = opened[-1]
    where = f"in column {last.column}" + (f" of line {last.line}" if last.line != line else "")
    return f"The bracket {sign} in column {column} cannot close the {last.sign} {where}."


def line_of(error: SyntaxError, text: str) -> int:
    """The number of the line that Python cannot read, from 1 on.

    Python 3.14 names the end of a block where older ones name the except that begins it.
    """
    lines = lines_of(text)
    if type(error.msg) is str and "except expressions without" in error.msg:
        numbers = [number for number, line in enumerate(lines, 1) if _BARE_EXCEPT.match(line)]
        if numbers:
            return numbers[0]
    return min(error.lineno or 1, len(lines))


def _line_advice(line: str) -> str:
    for pattern, words in _LINES.items():
        if re.search(pattern, line):
            return words
    first = _FIRST_WORD.match(line)
    if first is None or first[1] in keyword.kwlist:
        return ""
    close = nearest(first[1], keyword.kwlist)
    return f"{first[1]} is not a Python keyword; did you mean {close}?" if close else ""
