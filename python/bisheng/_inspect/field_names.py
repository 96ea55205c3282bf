"""Which field type an expression means."""

from __future__ import annotations

import ast

from bisheng import field_typing
from bisheng._inspect.literals import json_literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bisheng._inspect.module import Module

FIELD_TYPES = tuple(
    name
    for name in field_typing.__all__
    if isinstance(getattr(field_typing, name), type)
    and issubclass(getattr(field_typing, name), field_typing.FieldType)
    and name != "FieldType"
)
_OPTIONAL = ("typing.Optional", "typing.Annotated")


def field_type(node: ast.expr | None, module: Module) -> str | None:
    """The field type's name, or None where the expression means none of them."""
    if node is None:
        return None
    if isinstance(node, ast.Constant):
        return _named(node.value) if isinstance(node.value, str) else None
    if isinstance(node, ast.Subscript):
        return _subscript(node, module)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union([node.left, node.right], module)
    origin = module.origin(node)
    if origin is None or origin.startswith((":", ".")):
        return None
    home, _, name = origin.rpartition(".")
    if home in ("", "builtins", "typing", "collections.abc", "bisheng.field_typing"):
        return _named(name)
    return None


def options_of(annotation: ast.expr | None, module: Module) -> list[Any] | None:
    """The values of ``Literal["a", "b"]``."""
    if isinstance(annotation, ast.Subscript) and module.origin(annotation.value) == "typing.Literal":
        values = _items(annotation)
        return [json_literal(value) for value in values]
    return None


def parsed_annotation(node: ast.expr | None) -> ast.expr | None:
    """An annotation, also where it is written as a text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.parse(node.value, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    return node


def _named(name: str) -> str | None:
    try:
        return field_typing.field_type_of(name).__name__
    except TypeError:
        return None


def _subscript(node: ast.Subscript, module: Module) -> str | None:
    origin = module.origin(node.value)
    if origin == "typing.Literal":
        return "Dropdown"
    if origin == "typing.Union":
        return _union(_items(node), module)
    if origin in _OPTIONAL:
        return field_type(parsed_annotation(_items(node)[0]), module)
    return field_type(node.value, module)


def _union(members: list[ast.expr], module: Module) -> str | None:
    """The type of ``X | None``; of several types any."""
    real = [item for item in members if not (isinstance(item, ast.Constant) and item.value is None)]
    if len(real) == 1:
        return field_type(real[0], module)
    names = {field_type(item, module) for item in real}
    return "Number" if names == {"Integer", "Float"} else "Any"


def _items(node: ast.Subscript) -> list[ast.expr]:
    inner = getattr(node.slice, "value", node.slice) if type(node.slice).__name__ == "Index" else node.slice
    return list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
