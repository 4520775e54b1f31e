"""The operation at which a learner's code raised: the piece of source, and what it does.

The positions that Python keeps of every instruction lead to the piece. They are the same in all
versions for what is told apart here.
"""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Iterator
from itertools import islice
from types import CodeType, TracebackType

from grader.feedback.attributes import TRACEBACK
from grader.files import FILE, SCRATCH

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.MatMult: "@", ast.BitXor: "^", ast.BitOr: "|", ast.BitAnd: "&",
    ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
# What changes something in place and gives back None.
_GIVES_NONE = {
    "add", "append", "clear", "extend", "fill", "fill_diagonal", "insert", "remove", "reverse",
    "shuffle", "sort", "update",
}  # fmt: skip


def piece_of(error: BaseException) -> str:
    """The source of the learner's innermost instruction; empty if there is none."""
    places = [
        (step.tb_frame.f_code, step.tb_lasti)
        for step in _steps(error)
        if step.tb_frame.f_code.co_filename in (FILE, SCRATCH)
    ]
    return _source(*places[-1]) if places else ""


def operation_in(piece: str) -> str:
    """What a piece of source does: ``np.max()``, ``^``, ``[]``, ``unpack`` … or a kind of node."""
    node = _parsed(piece)
    if isinstance(node, ast.Call):
        return f"{ast.unparse(node.func)}()" if _is_dotted(node.func) else "()"
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return _SIGNS[type(node.op)]
    if isinstance(node, ast.Tuple | ast.List):
        return "unpack"
    return "[]" if isinstance(node, ast.Subscript) else type(node).__name__ if node else ""


def none_giver(piece: str) -> str:
    """The function that gave the None in a piece of source; empty if it is not to be seen."""
    node = _parsed(piece)
    if isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        text = "".join(linecache.getlines(FILE))
        values = re.findall(rf"^\s*{node.id} *=(?!=)(.+)$", text, re.MULTILINE)
        node = _parsed(values[-1].strip()) if values else None
    method = node.func if isinstance(node, ast.Call) else None
    name = method.attr if isinstance(method, ast.Attribute) else ""
    return name if name in _GIVES_NONE else ""


def _steps(error: BaseException) -> Iterator[TracebackType]:
    step: TracebackType | None = TRACEBACK.__get__(error)
    while step is not None:
        yield step
        step = step.tb_next


def _source(code: CodeType, instruction: int) -> str:
    place = next(islice(code.co_positions(), instruction // 2, None), (None,) * 4)
    first, last, start, end = place
    lines = linecache.getlines(code.co_filename)
    if None in place or not first or not last or last > len(lines):
        return ""
    # Columns count bytes.
    *before, bottom = (line.encode() for line in lines[first - 1 : last])
    text = b"".join([*before, bottom[:end]])
    return text[start:].decode("utf-8", "replace").strip()


def _parsed(piece: str) -> ast.AST | None:
    for text, mode in ((f"({piece}\n)", "eval"), (piece, "exec")):
        try:
            tree = ast.parse(text, mode=mode)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if isinstance(tree, ast.Expression):
            return tree.body
        return tree.body[0] if isinstance(tree, ast.Module) and tree.body else None
    return None


def _is_dotted(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) or (
        isinstance(node, ast.Attribute) and _is_dotted(node.value)
    )
