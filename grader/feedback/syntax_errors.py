"""What to look for where Python cannot read a text: the commonest slips.

The kinds are told apart by words that every supported version of Python uses.
"""

from __future__ import annotations

import keyword
import re

from grader.feedback.spelling import nearest

_FIRST_WORD = re.compile(r"\s*([A-Za-z]+)\b(?!\s*[=(.\[,])")
# fmt: off
_WORDS = (
    (r"expected ':'", "A line that begins with def, for, while, if, elif, else, class or with "
     "ends with a colon, and here it is missing."),
    (r"expected an indented block after (?P<what>'?\w+)", "After a colon the next line is "
     "indented: four spaces more."),
    (r"unexpected indent", "This line is indented further than the one before it, which ends with "
     "no colon."),
    (r"unindent does not match", "This line is indented by another number of spaces than any "
     "block above it."),
    (r"inconsistent use of tabs", "Tabs and spaces are mixed: indent with spaces everywhere."),
    (r"'(?P<sign>[\[({])' was never closed", "The bracket {sign} is never closed."),
    (r"unmatched '(?P<sign>[\])}])'", "The bracket {sign} closes what was never opened."),
    (r"parenthesis '(?P<one>.)' does not match .*parenthesis '(?P<two>.)'",
     "The bracket {one} cannot close {two}."),
    (r"unterminated (triple-quoted )?(f-)?string literal|unterminated f-string",
     "A text begins with a quotation mark and does not end with one."),
    (r"Maybe you meant '==' or ':='|cannot assign to .* here\. Maybe you meant '=='",
     "= gives a name a value; to compare two values write ==."),
    (r"cannot assign to (?P<what>True|False|None)", "{what} is a fixed value and no name."),
    (r"cannot assign to", "On the left of = there must be a name, an entry or an attribute."),
    (r"cannot delete", "Only names, entries and attributes can be deleted."),
    (r"invalid (non-printable )?character", "There is a character that Python does not know, such "
     "as a curly quotation mark or a long dash: type it anew."),
    (r"invalid decimal literal", "A name cannot begin with a digit, and a product needs *."),
    (r"leading zeros in decimal", "Whole numbers do not begin with 0."),
    (r"Missing parentheses in call to 'print'", "print needs round brackets: print(x)."),
    (r"Perhaps you forgot a comma", "A comma, a bracket or an operator is missing between two "
     "values."),
    (r"'return' outside function", "return stands outside a function: is the line indented?"),
    (r"'yield' outside function", "yield stands outside a function: is the line indented?"),
    (r"'await' outside", "await stands outside a function that is defined with async def."),
    (r"'(?P<what>break|continue)'.* (outside|not properly in) loop", "{what} stands outside a "
     "loop: is the line indented?"),
    (r"positional argument follows keyword argument", "In a call, arguments by name come last."),
    (r"(without a default|non-default argument) follows", "In a definition, arguments with a "
     "default come last."),
    (r"expected 'except' or 'finally'", "try needs an except or a finally after it."),
    (r"keyword argument repeated", "The call gives one argument twice."),
    (r"duplicate argument", "The definition has one argument twice."),
    (r"perhaps you meant \"==\"", "= gives an argument its value; to compare two values write ==."),
    (r"expected 'else' after 'if'", "An if inside an expression needs an else: a if x else b."),
    (r"':' expected after dictionary key", "An entry of a dictionary has a key, a colon and a "
     "value."),
    (r"too many statically nested", "The blocks are nested too deeply: make functions of them."),
)
# What says no more than that the syntax is invalid.
_LINES = (
    (r"^\s*(else|try|finally)\s*(#.*)?$", _WORDS[0][1]),
    (r"\w(\+\+|--)\s*(#.*)?$", "Python has no ++ and no --: write x += 1."),
    (r"&&|\|\|", "Python writes and, or and not in words."),
)
# fmt: on


def syntax_advice(error: SyntaxError, text: str) -> str:
    """One sentence on why Python cannot read a text; empty if it may be anything."""
    said = error.msg if type(error.msg) is str else ""
    for pattern, words in _WORDS:
        found = re.search(pattern, said)
        if found:
            return words.format(**found.groupdict())
    lines = text.splitlines()
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    return _misspelt(line) if said.startswith("invalid syntax") else ""


def _misspelt(line: str) -> str:
    for pattern, words in _LINES:
        if re.search(pattern, line):
            return words
    first = _FIRST_WORD.match(line)
    if first is None or first[1] in keyword.kwlist:
        return ""
    close = nearest(first[1], keyword.kwlist)
    return f"{first[1]} is no word of Python; did you mean {close}?" if close else ""
