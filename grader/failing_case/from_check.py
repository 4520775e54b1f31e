"""A failing case as the check's own statements, up to the one that failed.

It must not give the answer away, so statements that call the solution are not printed: the values
that they gave are written in their place. So are those that change from one round of a loop to the
next, for the case is the round that failed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from grader.failing_case.assemble import Failure, Setting, finish_case
from grader.failing_case.source import names_assigned, names_used
from grader.values.literal import literal

# Which keyword of an expectation is the learner's value; without keywords it comes second.
_LEARNERS_VALUE = {
    "expect_close": "found",
    "expect_equal": "found",
    "expect_between": "found",
    "expect_unchanged": "found",
    "expect_true": "condition",
}


class _NotWritten(Exception):
    """A value is needed for which no source can be written."""


def check_case(failure: Failure, setting: Setting) -> str:
    """The statements with all that they need; empty if they cannot be written."""
    node = setting.source.check(failure.check)
    if node is None or failure.line is None:
        return ""
    try:
        return _Body(failure, setting, node).case(failure.line)
    except _NotWritten:
        return ""


class _Body:
    def __init__(self, failure: Failure, setting: Setting, node: ast.FunctionDef) -> None:
        self._failure, self._setting, self._source = failure, setting, setting.source
        names = [argument.arg for argument in node.args.args]
        self._learner, self._solution, self._rng = (*names, "", "", "")[:3]
        self._statements = node.body
        self._used: set[str] = set()  # names that the printed statements look up

    def case(self, line: int) -> str:
        *before, (last, _) = self._up_to(line, self._statements)
        shown, imports = self._shown(last)
        # From the last to the first: a value is written if something printed below needs it.
        blocks = [shown]
        for node, as_values in reversed(before):
            blocks += reversed(self._values(node)) if as_values else [self._printed(node)]
        body = "\n".join(reversed(blocks))
        imports_above, definitions = self._source.definitions(self._used)
        head = self._arguments()
        if "np." in "\n".join([*head, body]):
            imports.append("import numpy as np")
        if self._learner in self._used:
            imports.append("from types import SimpleNamespace")
        parts = ["\n".join(head), *definitions, body]
        return finish_case(self._failure, self._setting, [*imports_above, *imports], parts)

    def _up_to(
        self, line: int, statements: list[ast.stmt], in_loop: bool = False
    ) -> Iterator[tuple[ast.AST, bool]]:
        """The statements up to the one on a line, and whether to write values in their place."""
        for statement in statements:
            if statement.lineno > line:
                return
            around = isinstance(statement, ast.For | ast.With) and _holds(statement.body, line)
            if around:
                yield from ((target, True) for target in _targets(statement))
                is_loop = in_loop or isinstance(statement, ast.For)
                yield from self._up_to(line, vars(statement)["body"], is_loop)
            elif _holds([statement], line) or not (_only_states(statement) or _jumps(statement)):
                names = set(names_used(statement))
                yield statement, self._solution in names or (in_loop and self._rng in names)

    def _shown(self, statement: Any) -> tuple[str, list[str]]:
        """The failing statement so that the learner's value is printed, and what that imports."""
        text, expected = self._printed(statement), self._failure.expectation
        value = _learners_value(statement)
        if value is not None and not self._failure.raised:
            self._used = set(names_used(value))
            comments = [line for line in text.splitlines() if line.startswith("#")]
            text = "\n".join([*comments, f"print({self._source.segment(value)}){expected}"])
        if self._solution in self._used:
            raise _NotWritten
        if value is not None or self._failure.raised:
            return text, []
        inner = "\n".join(f"    {line}" if line else line for line in text.splitlines())
        text = f"try:\n{inner}\nexcept CheckFailed as failed:\n    print(failed.found){expected}"
        return text, ["from grader.expectations.basic import CheckFailed"]

    def _printed(self, statement: Any) -> str:
        self._used.update(names_used(statement))
        return self._source.block(statement)

    def _values(self, node: ast.AST) -> list[str]:
        """Assignments of the values that a statement gave to names which are needed."""
        values = self._failure.names
        texts = {name: literal(values.get(name)) for name in {*names_assigned(node)} & self._used}
        if None in texts.values() or not texts.keys() <= values.keys():
            raise _NotWritten
        return [f"{name} = {text}" for name, text in sorted(texts.items())]

    def _arguments(self) -> list[str]:
        """What stands for the check's own arguments."""
        lines = []
        if self._learner in self._used:
            own = ", ".join(f"{name}={name}" for name in self._setting.defined)
            lines.append(f"{self._learner} = SimpleNamespace({own})")
        if self._rng in self._used:
            lines.append(f"{self._rng} = np.random.default_rng({self._failure.seed})")
        return lines


def _holds(statements: list[ast.stmt], line: int) -> bool:
    last = statements[-1]
    return statements[0].lineno <= line <= (last.end_lineno or last.lineno)


def _targets(statement: Any) -> list[ast.expr]:
    """What a ``for`` or ``with`` gives values to."""
    if isinstance(statement, ast.For):
        return [statement.target]
    return [item.optional_vars for item in statement.items if item.optional_vars]


def _is_expectation(statement: ast.AST) -> bool:
    """Whether a statement only states what must hold; a grader.py may define such functions."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    name = call.func if isinstance(call, ast.Call) else None
    return isinstance(name, ast.Name) and name.id.startswith(("expect_", "record"))


def _only_states(statement: ast.stmt) -> bool:
    """Whether a statement, or all of a block, states what must hold, as it did."""
    if isinstance(statement, ast.For | ast.With | ast.If):
        return all(map(_only_states, statement.body + getattr(statement, "orelse", [])))
    return _is_expectation(statement)


def _jumps(node: ast.AST) -> bool:
    """Whether a statement may end the check, or the round of a loop around it: it did not."""
    if isinstance(node, ast.Return | ast.Break | ast.Continue):
        return True
    own_blocks = (ast.For, ast.While, ast.FunctionDef, ast.ClassDef, ast.Lambda)
    return not isinstance(node, own_blocks) and any(map(_jumps, ast.iter_child_nodes(node)))


def _learners_value(statement: Any) -> ast.expr | None:
    """The learner's value in a statement that is a plain expectation."""
    if not _is_expectation(statement) or statement.value.func.id not in _LEARNERS_VALUE:
        return None
    call = statement.value
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    keyword = _LEARNERS_VALUE[call.func.id]
    return call.args[1] if len(call.args) > 1 else named.get(keyword)
