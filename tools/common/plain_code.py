"""Source text as a hash that is the same for what is only another spelling."""

from __future__ import annotations

import ast
import hashlib

from grader.isolation.fingerprint import Normaliser


def plain_code(statements: list[str]) -> str:
    """SHA-256 of statements that ``plain_statements`` has written."""
    text = "".join(statements)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def plain_statements(text: str | bytes) -> str:
    """The statements of a source, a line each, without docstrings, annotations, the names of local
    variables, and what is only another spelling: ``--1`` is ``1``.

    Raises:
        SyntaxError: if Python cannot read the text.
    """
    statements = [node for node in ast.parse(text).body if not is_text(node)]
    return "".join(f"{ast.dump(_Simplifier().visit(node))}\n" for node in statements)


def is_text(node: ast.AST) -> bool:
    """Whether a statement is a constant that nobody uses, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Simplifier(Normaliser):
    """Takes away, besides, double signs, powers of one, and the sign of zero."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        return self._simplified(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        return self._simplified(node)

    def _simplified(self, node: ast.expr) -> ast.AST:
        simple = _simplified(node)
        is_operation = isinstance(simple, ast.UnaryOp | ast.BinOp)
        visited: ast.AST = self.generic_visit(simple) if is_operation else self.visit(simple)
        return visited


def _simplified(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _negative(_simplified(node.operand))
    if isinstance(node, ast.BinOp):
        right = _simplified(node.right)
        if isinstance(node.op, ast.Pow) and isinstance(right, ast.Constant) and right.value == 1:
            return _simplified(node.left)
        other = {ast.Add: ast.Sub, ast.Sub: ast.Add}.get(type(node.op))
        if other and isinstance(right, ast.UnaryOp) and isinstance(right.op, ast.USub):
            return ast.BinOp(node.left, other(), right.operand)
        return ast.BinOp(node.left, node.op, right)
    return node


def _negative(inner: ast.expr) -> ast.expr:
    if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.USub):
        return inner.operand
    if isinstance(inner, ast.Constant) and type(inner.value) is int and not inner.value:
        return inner
    return ast.UnaryOp(ast.USub(), inner)
