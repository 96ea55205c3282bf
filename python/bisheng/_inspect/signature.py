"""What functions take, and how they give their result."""

from __future__ import annotations

import ast

from bisheng._inspect.literals import json_literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from bisheng._inspect.family import Function
    from bisheng._inspect.module import Module


class Parameter:
    """A parameter that can be given by name."""

    def __init__(self, node: ast.arg, default: ast.expr | None, *, positional_only: bool = False) -> None:
        self.node = node
        self.name = node.arg
        self.default = default
        self.positional_only = positional_only


def parameters_of(function: Function, *, skip_self: bool = True) -> list[Parameter]:
    """The parameters of a method but ``self``, in order."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults
    found = [
        Parameter(node, default, positional_only=node in arguments.posonlyargs)
        for node, default in zip(positional, defaults)
    ]
    is_static = any(isinstance(item, ast.Name) and item.id == "staticmethod" for item in function.decorator_list)
    if skip_self and not is_static:
        found = found[1:]
    return found + [Parameter(node, value) for node, value in zip(arguments.kwonlyargs, arguments.kw_defaults)]


def described(parameters: list[Parameter], module: Module) -> list[dict[str, Any]]:
    """Parameters as the tool reads them."""
    return [
        {
            "name": parameter.name,
            "required": parameter.default is None,
            "has_default": parameter.default is not None,
            "default": json_literal(parameter.default, module.constants),
            "annotation": None if parameter.node.annotation is None else ast.unparse(parameter.node.annotation),
        }
        for parameter in parameters
    ]


def kind_of(function: Function) -> str:
    """``sync``, ``async``, ``generator`` or ``async_generator``; also of one that says that it returns one of another."""
    is_async = isinstance(function, ast.AsyncFunctionDef)
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own_nodes(function)):
        return "async_generator" if is_async else "generator"
    if is_async:
        return "async"
    returned = function.returns
    if isinstance(returned, ast.Subscript):
        returned = returned.value
    name = getattr(returned, "attr", None) or getattr(returned, "id", None)
    if name in ("Iterator", "Generator"):
        return "generator"
    if name in ("AsyncIterator", "AsyncGenerator", "AsyncIterable"):
        return "async_generator"
    return "async" if name in ("Awaitable", "Coroutine") else "sync"


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """All that stands in a function itself, not in functions and classes within."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting[:0] = ast.iter_child_nodes(node)
