"""Values that stand in the code as they are."""

from __future__ import annotations

import ast
import math

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Constants = Mapping[str, ast.expr]


class NotLiteral(Exception):
    """The value is worked out only when the code runs."""


def literal(node: ast.expr, constants: Constants | None = None) -> Any:
    """The value of an expression; ``constants`` are the module's names that have one.

    Raises :class:`NotLiteral`.
    """
    return _value(node, constants or {}, 20)


def json_literal(node: ast.expr | None, constants: Constants | None = None) -> Any:
    """The value as JSON has it; None where it is not literal or JSON can't say it."""
    if node is None:
        return None
    try:
        return _json(literal(node, constants))
    except NotLiteral:
        return None


def text_literal(node: ast.expr | None, constants: Constants | None = None) -> str | None:
    """The value if it is a text."""
    value = json_literal(node, constants)
    return value if isinstance(value, str) else None


def _value(node: ast.expr, constants: Constants, depth: int) -> Any:
    if depth == 0:
        raise NotLiteral
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        if node.id in constants:
            return _value(constants[node.id], constants, depth - 1)
        raise NotLiteral
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        items = [_value(item, constants, depth - 1) for item in node.elts]
        return tuple(items) if isinstance(node, ast.Tuple) else items
    if isinstance(node, ast.Dict):
        return _dict(node, constants, depth)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _value(node.operand, constants, depth - 1)
        if isinstance(value, (int, float)):
            return -value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left = _value(node.left, constants, depth - 1)
        right = _value(node.right, constants, depth - 1)
        if isinstance(left, str) and isinstance(right, str):
            return left + right
        if isinstance(left, list) and isinstance(right, list):
            return [*left, *right]
    raise NotLiteral


def _dict(node: ast.Dict, constants: Constants, depth: int) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values):
        if key is None:
            inner = _value(value, constants, depth - 1)
            if not isinstance(inner, dict):
                raise NotLiteral
            found.update(inner)
            continue
        name = _value(key, constants, depth - 1)
        if not isinstance(name, (str, int, float, bool, type(None))):
            raise NotLiteral
        found[name] = _value(value, constants, depth - 1)
    return found


def _json(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        raise NotLiteral
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _json(item) for key, item in value.items()}
    raise NotLiteral
