"""What ``build`` returns, where that can be seen."""

from __future__ import annotations

import ast

from bisheng._inspect.findings import Findings, did_you_mean
from bisheng._inspect.signature import kind_of, own_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bisheng._inspect.family import Function
    from bisheng._inspect.module import Module


def visible_keys(module: Module, function: Function) -> list[str]:
    """The keys of the objects that it returns, in order. None visible: empty, also where it returns something else."""
    returns = _returns(function)
    if not _always_returns(function.body):
        return []
    found: dict[str, None] = {}
    for node in returns:
        keys = _keys(node.value)
        if keys is None:
            return []
        found.update(dict.fromkeys(keys))
    return list(found)


def check_outputs(names: list[str], module: Module, function: Function, findings: Findings) -> None:
    """Whether returned objects that can be seen have the declared outputs as keys, all and no others."""
    if kind_of(function) in ("generator", "async_generator"):
        return
    for node in _returns(function):
        keys = _keys(node.value)
        if keys is None or not isinstance(node.value, ast.Dict):
            continue
        if len(names) == 1 and names[0] not in keys:
            continue  # The whole object is the one output.
        for name in names:
            if name not in keys:
                findings.add("component-output-missing", module.path, node.value, {"name": name})
        for key, place in zip(keys, node.value.keys):
            if key not in names and place is not None:
                near = did_you_mean(key, [name for name in names if name not in keys])
                findings.add("component-output-undeclared", module.path, place, {"name": key}, hint=near)


def _always_returns(body: list[ast.stmt]) -> bool:
    """Whether its end can't be reached, where Python would return None."""
    last = body[-1]
    if isinstance(last, ast.If):
        return _always_returns(last.body) and bool(last.orelse) and _always_returns(last.orelse)
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return _always_returns(last.body)
    if isinstance(last, ast.Try):
        ways = [last.orelse or last.body, *(handler.body for handler in last.handlers)]
        return all(_always_returns(way) for way in ways) or bool(last.finalbody) and _always_returns(last.finalbody)
    return isinstance(last, (ast.Return, ast.Raise))


def _returns(function: Function) -> list[ast.Return]:
    return [node for node in own_nodes(function) if isinstance(node, ast.Return)]


def _keys(value: ast.expr | None) -> list[str] | None:
    """The keys of an object in the code; None where it is none or has others."""
    if not isinstance(value, ast.Dict) or not value.keys:
        return None
    keys = [key.value for key in value.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return keys if len(keys) == len(value.keys) else None
