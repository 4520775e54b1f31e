"""A failing case as those statements of the check that lead to the failing value."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.failing_case.assemble import Failure, Setting, finished, import_names
from grader.failing_case.source import assigned, used
from grader.values.literal import literal

# How an expectation names the learner's value, which comes second.
_FOUND = {
    "expect_close": "found",
    "expect_equal": "found",
    "expect_between": "found",
    "expect_unchanged": "found",
    "expect_true": "condition",
}
_SIMPLE_NAMESPACE = "from types import SimpleNamespace"
_NUMPY = "import numpy as np"
_AROUND = (ast.For, ast.With)
_FAILED = "from grader.expectations.basic import CheckFailed"


def check_case(failure: Failure, setting: Setting) -> str:
    """The statements with all that they need; empty if they cannot be written."""
    node = setting.source.check(failure.check)
    if node is None or failure.line is None:
        return ""
    return _Slice(failure, setting, node).case()


class _Slice:
    """Works backwards from what failed.

    What comes from the solution, and what changes from one round of a loop to the next, is written
    as the value that it had.
    """

    def __init__(self, failure: Failure, setting: Setting, node: ast.FunctionDef) -> None:
        self._failure, self._setting = failure, setting
        self._source = setting.source
        names = [one.arg for one in node.args.args]
        self._learner, self._solution, self._rng = (*names, "", "", "")[:3]
        self._before = list(_leading_to(node.body, failure.line or 0))
        self._last = self._before.pop().node
        self._blocks: list[str] = []  # from the last to the first
        self._needed: set[str] = set()  # which nothing taken up so far gives a value to
        self._seen: set[str] = set()

    def case(self) -> str:
        """The whole text."""
        shown, imports = self._shown()
        if self._solution in self._needed or not self._go_back():
            return ""
        body = "\n".join([*reversed(self._blocks), shown])
        more, definitions = self._source.definitions(self._seen)
        head = self._head()
        if any("np." in part for part in (*head, body)):
            imports.append(_NUMPY)
        if self._learner in self._seen:
            imports.append(_SIMPLE_NAMESPACE)
        text = [*definitions, *head, body]
        kept = [line for line in [*more, *imports] if _is_used(line, text)]
        return finished(self._failure, self._setting, kept, ["\n".join(head), *definitions, body])

    def _shown(self) -> tuple[str, list[str]]:
        """The failing statement so that the value is printed, and what that imports."""
        text, wanted = self._source.block(self._last), self._failure.wanted
        found = _found(self._last)
        if found is not None and not self._failure.raised:
            self._look_up(used(found))
            above = [line for line in text.splitlines() if line.startswith("#")]
            return "\n".join([*above, f"print({self._source.segment(found)}){wanted}"]), []
        self._look_up(used(self._last))
        if self._failure.raised:
            return text, []
        inner = "\n".join(f"    {line}" if line else line for line in text.splitlines())
        shown = f"try:\n{inner}\nexcept CheckFailed as failed:\n    print(failed.found){wanted}"
        return shown, [_FAILED]

    def _go_back(self) -> bool:
        """Take up the statements that matter, the latest first; False if one cannot be."""
        for step in reversed(self._before):
            names, looks_up = set(assigned(step.node)), set(used(step.node))
            if step.is_around:
                if not self._write_values(set(_given(step.node))):
                    return False
            elif self._matters(step.node, names, looks_up):
                if self._solution in looks_up or (step.in_loop and self._rng in looks_up):
                    gives = isinstance(step.node, ast.Expr) or names & self._needed
                    if not gives or not self._write_values(names):
                        return False
                else:
                    self._blocks.append(self._source.block(step.node))
                    self._needed -= set(_given(step.node))
                    self._look_up(looks_up)
        return True

    def _look_up(self, names: Iterable[str]) -> None:
        self._needed.update(names)
        self._seen.update(names)

    def _matters(self, statement: ast.stmt, names: set[str], looks_up: set[str]) -> bool:
        if not self._needed.isdisjoint(names):
            return True
        # Each draw changes those that come after it.
        if self._rng in looks_up and self._rng in self._needed:
            return True
        # A call may change what it is given; expectations do not.
        if isinstance(statement, ast.Expr):
            return not _is_expectation(statement)
        own = {self._learner, self._rng}
        is_block = isinstance(statement, ast.For | ast.While | ast.If | ast.With | ast.Try)
        return is_block and not (self._needed - own).isdisjoint(looks_up)

    def _write_values(self, names: set[str]) -> bool:
        for name in sorted(names & self._needed):
            text = literal(self._failure.names.get(name))
            if text is None or name not in self._failure.names:
                return False
            self._blocks.append(f"{name} = {text}")
            self._needed.discard(name)
        return True

    def _head(self) -> list[str]:
        """What stands for the check's own arguments."""
        lines = []
        if self._learner in self._seen:
            own = ", ".join(f"{name}={name}" for name in self._setting.defined)
            lines.append(f"{self._learner} = SimpleNamespace({own})")
        if self._rng in self._seen:
            lines.append(f"{self._rng} = np.random.default_rng({self._failure.seed})")
        return lines


@dataclass(frozen=True)
class _Step:
    """A statement on the way to the one that failed.

    Attributes:
        in_loop: whether it stands in a loop around that one.
        is_around: whether it is itself a block around that one.
    """

    node: ast.stmt
    in_loop: bool
    is_around: bool


def _leading_to(body: list[ast.stmt], line: int, in_loop: bool = False) -> Iterator[_Step]:
    """The statements before a line and the one on it; a block comes before what is in it."""
    for statement in body:
        if statement.lineno > line:
            return
        inner: list[ast.stmt] = []
        end = statement.end_lineno or statement.lineno
        if line <= end and isinstance(statement, _AROUND):
            inner = [one for one in statement.body if one.lineno <= line]
        yield _Step(statement, in_loop, bool(inner))
        yield from _leading_to(inner, line, in_loop or isinstance(statement, ast.For))


def _given(statement: ast.stmt) -> list[str]:
    """The names that have a new value after a statement (or block), whatever it was before."""
    if isinstance(statement, ast.For):
        return assigned(statement.target)
    if isinstance(statement, ast.With):
        targets = [item.optional_vars for item in statement.items]
        return [name for one in targets if one is not None for name in used(one)]
    if isinstance(statement, ast.Assign):
        kinds = (ast.Name, ast.Tuple)
        return [name for one in statement.targets if isinstance(one, kinds) for name in used(one)]
    return assigned(statement) if isinstance(statement, ast.FunctionDef) else []


def _is_expectation(statement: ast.stmt) -> bool:
    """Whether a statement only states what must hold; a grader.py may define such functions."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id.startswith(("expect_", "record"))
    )


def _found(statement: ast.stmt) -> ast.expr | None:
    """What an expectation looks at, if a statement is one and nothing else."""
    if not _is_expectation(statement):
        return None
    call: Any = vars(statement)["value"]
    if call.func.id not in _FOUND:
        return None
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    found: ast.expr | None = named.get(_FOUND[call.func.id])
    return call.args[1] if len(call.args) > 1 else found


def _is_used(line: str, parts: list[str]) -> bool:
    names = import_names(line)
    return any(not names.isdisjoint(used(ast.parse(part))) for part in parts)
