"""Changes: the few lines in which a stored submission differs from the solution.

Written like a unified diff: lines that go begin with ``-``, lines that come with ``+``, lines that
stay with a space. ``@@ name @@`` begins another place, in the function of that name. The lines of a
place must stand in it once; how far in they stand there does not matter. New imports alone go to
the top.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from textwrap import dedent

_PLACE = re.compile(r"@@(?:\s*-\d+(?:,\d+)? \+\d+(?:,\d+)?\s*@@)?\s*(.*?)\s*(?:@@)?\s*$")
_HEADER = ("--- ", "+++ ")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MOST_AROUND = 4  # lines before and after a place
NEAR = 2  # lines on each side that two places may share
FORM = "Begin each line with -, + or a space, as in a diff."


class ChangeError(ValueError):
    """A change that cannot be read, or that does not fit the solution."""


@dataclass(order=True)
class _Hunk:
    """One place: the lines that must be there, and what they become.

    Attributes:
        name: of the function that it is in; empty if that does not matter.
    """

    name: str = ""
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def changed(solution: str, change: str) -> str:
    """The solution after a change.

    Raises:
        ChangeError: with what was looked for, and what there is instead.
    """
    lines = solution.splitlines()
    places = sorted((_place(hunk, lines), hunk) for hunk in _hunks(change))
    result: list[str] = []
    done = 0
    for start, hunk in places:
        if start < done:
            raise ChangeError("two of its places overlap. Write them as one")
        end = start + len(hunk.old)
        result += [*lines[done:start], *_moved(hunk, lines[start:end])]
        done = end
    return "\n".join([*result, *lines[done:], ""])


def change_between(solution: str, text: str) -> str:
    """The shortest change that makes a text of the solution, with the lines it needs around it.

    Raises:
        ChangeError: if the two differ in nothing, or no few lines tell where.
    """
    old, new = solution.splitlines(), text.splitlines()
    names = _functions(solution)
    matcher = SequenceMatcher(None, old, new, False)
    lines = [
        line
        for group in matcher.get_grouped_opcodes(NEAR)
        for line in _shortest(old, names, *_body(group, old, new))
    ]
    change = "\n".join(lines).removeprefix("@@\n")
    if _filled(changed(solution, change)) != _filled(text):
        raise ChangeError("the lines around it do not tell where the change belongs")
    return change


def _body(
    group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str]
) -> tuple[int, int, list[str]]:
    """The lines of a place, its first and last left out if they stay; and where in the solution."""
    places = group[group[0][0] == "equal" : len(group) - (group[-1][0] == "equal")]
    body: list[str] = []
    for part, start, end, new_start, new_end in places:
        if part == "equal":
            body += [f" {line}".rstrip() for line in old[start:end]]
        else:
            body += [f"-{line}" for line in old[start:end]]
            body += [f"+{line}" for line in new[new_start:new_end]]
    return places[0][1], places[-1][2], body


def _shortest(old: list[str], names: list[str], start: int, end: int, body: list[str]) -> list[str]:
    """A place with as little around it as tells where it is."""
    if start == end == 0 and all(_is_import(line[1:]) or line == "+" for line in body):
        return ["@@", *(line for line in body if line != "+")]
    for around in range(MOST_AROUND):
        for name in dict.fromkeys(("", names[min(start, len(names) - 1)])):
            before, after = old[max(0, start - around) : start], old[end : end + around]
            hunk = _Hunk(name, [*before, *old[start:end], *after])
            with suppress(ChangeError):
                if _place(hunk, old) == start - len(before):
                    return [
                        f"@@ {name} @@" if name else "@@",
                        *(f" {line}".rstrip() for line in before),
                        *body,
                        *(f" {line}".rstrip() for line in after),
                    ]
    raise ChangeError("the lines around it do not tell where the change belongs")


def _functions(solution: str) -> list[str]:
    """For each line the name of the outermost function that it is in."""
    names = [""] * len(solution.splitlines())
    for node in ast.parse(solution).body:
        if isinstance(node, _FUNCTIONS):
            span = slice(node.lineno - 1, node.end_lineno)
            names[span] = [node.name] * len(names[span])
    return names


def _hunks(change: str) -> Iterator[_Hunk]:
    lines = change.strip("\n").splitlines()
    while lines and lines[0].startswith(_HEADER):
        del lines[0]
    hunk = _Hunk()
    for line in lines:
        place = _PLACE.match(line)
        if place:
            yield from [hunk] if hunk.old or hunk.new else []
            hunk = _Hunk(place[1].removeprefix("def ").partition("(")[0])
        else:
            _add(hunk, line)
    if not hunk.old and not hunk.new:
        raise ChangeError(f"the change is empty. {FORM}")
    yield hunk


def _add(hunk: _Hunk, line: str) -> None:
    sign, rest = line[:1] or " ", line[1:].rstrip()
    if sign not in "+- ":
        raise ChangeError(f"a line of the change is {line!r}. {FORM}")
    if sign != "+":
        hunk.old.append(rest)
    if sign != "-":
        hunk.new.append(rest)


def _place(hunk: _Hunk, lines: Sequence[str]) -> int:
    """Where a hunk's lines begin."""
    if not hunk.old and all(map(_is_import, hunk.new)):
        return 0
    if not any(line.strip() for line in hunk.old):
        raise ChangeError(
            "nothing says where the new lines belong. Add the line before or after them, "
            "with a space in front"
        )
    first, end = _scope(hunk.name, lines)
    old_lines = dedent("\n".join(hunk.old)).splitlines()
    size = len(hunk.old)
    begins = [
        at for at in range(first, end - size + 1) if lines[at].strip() == old_lines[0].strip()
    ]
    places = [
        at
        for at in begins
        if dedent("\n".join(line.rstrip() for line in lines[at : at + size])).splitlines()
        == old_lines
    ]
    if len(places) > 1:
        where = " and ".join(str(at + 1) for at in places)
        raise ChangeError(
            f"its lines stand in the solution more than once, at lines {where}. "
            "Add a line before or after them, with a space in front, or @@ name @@ of the function"
        )
    if not places:
        raise ChangeError(_missing(hunk, lines[first:end]))
    return places[0]


def _moved(hunk: _Hunk, lines: Sequence[str]) -> list[str]:
    """The new lines, as far in as those that they stand for."""
    further = _margin(lines) - _margin(hunk.old)
    return [_indented(line, further) for line in hunk.new]


def _indented(line: str, further: int) -> str:
    if further < 0:
        return line[min(-further, _margin([line])) :]
    return " " * further + line if line else line


def _filled(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _is_import(line: str) -> bool:
    return line.startswith(("import ", "from "))


def _margin(lines: Sequence[str]) -> int:
    """How many spaces all lines begin with, the empty ones apart."""
    return min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)


def _scope(name: str, lines: Sequence[str]) -> tuple[int, int]:
    """The lines of a function of the solution."""
    if not name or name == "top level":
        return 0, len(lines)
    functions = []
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            functions.append(node.name)
            if node.name == name:
                return node.lineno - 1, node.end_lineno or len(lines)
    raise ChangeError(
        f"the solution has no function {name}; it has {', '.join(functions) or 'none'}"
    )


def _missing(hunk: _Hunk, lines: Sequence[str]) -> str:
    """The lines that were looked for beside those that are most like them."""
    old_lines = [line.strip() for line in hunk.old if line.strip()]
    solution_lines = {line.strip() for line in lines}
    absent = next((line for line in old_lines if line not in solution_lines), "")
    if not absent:
        return "its lines are all in the solution, but not one after the other"
    close = get_close_matches(absent, solution_lines, 1, cutoff=0.3)
    beside = f"; the closest is\n    {close[0]}" if close else ""
    return f"the solution has no such line (any more):\n    {absent}{beside}"
