"""Names that a module uses and nobody defines."""

from __future__ import annotations

import ast
import builtins
import sys

from bisheng._inspect.definitions import is_open, own_names, table_of, within
from bisheng._inspect.findings import Findings, did_you_mean
from bisheng._inspect.imports import is_there, missing_hint
from bisheng._worker.provided import PROVIDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import symtable
    from collections.abc import Iterator

    from bisheng._inspect.findings import Hint
    from bisheng._inspect.module import Module

_ALWAYS = {
    *dir(builtins),
    *("__file__", "__path__", "__builtins__", "__annotations__", "__class__", "__module__", "__qualname__"),
    *("__cached__", "WindowsError"),
}
#: Undefined names that are told of in one module: more say nothing more, and each takes a walk through its code.
MOST = 30


def check_names(module: Module, kind: str, findings: Findings) -> None:
    """Report undefined names, each where it is first used, and those that are only provided by bisheng."""
    top = table_of(module)
    if top is None:
        return
    defined = own_names(top)
    used = {name: table for table, name in _used(top) if name not in defined}
    provided = sorted(name for name in used if name in PROVIDED and name not in _ALWAYS)
    if provided:
        place = _first(module.source.tree, set(provided))
        findings.add("names-provided", module.path, place, {"names": ", ".join(provided)})
    for name in provided:
        home = PROVIDED[name][0].partition(".")[0]
        if not is_there(home):
            place = _first(module.source.tree, {name})
            findings.add("import-missing", module.path, place, {"name": home}, hint=missing_hint(home, kind))
    if is_open(module.source.tree):
        return
    caught = _caught(module.source.tree) | _never_evaluated(module.source.tree)
    known = defined | _locals(module.source.tree) | _BUILTINS | PROVIDED.keys()
    reported = 0
    for name, table in used.items():
        if name in _ALWAYS or name in PROVIDED or name in caught:
            continue
        place = _first(_scope(module.source.tree, table), {name}) or _first(module.source.tree, {name})
        if place is not None:
            findings.add("name-undefined", module.path, place, {"name": name}, hint=_hint(name, known))
            reported += 1
        if reported == MOST:
            return


def _hint(name: str, known: set[str]) -> Hint | None:
    """What was meant: an import that was forgotten, or a name that is nearly the same."""
    for home, names in _OURS.items():
        if name in names:
            return "name-undefined/hint", {"line": f"from {home} import {name}"}
    if name in getattr(sys, "stdlib_module_names", ()):
        return "name-undefined/hint", {"line": f"import {name}"}
    return did_you_mean(name, known, 0.75) or ("name-undefined/own", {"name": name})


#: What our own package has beside the names that are provided.
_OURS = {
    "bisheng.workflows": ("WorkflowTemplate", "WorkflowExecutor", "WorkflowNotFoundError", "WorkflowExecutionError"),
    "bisheng.plugins": ("PluginManager",),
}
_BUILTINS = {name for name in dir(builtins) if not name.startswith("_")}


def _used(top: symtable.SymbolTable) -> Iterator[tuple[symtable.SymbolTable, str]]:
    """The names that are looked up among the module's, with the scope that does."""
    for table in [*within(top), top]:
        for symbol in table.get_symbols():
            is_global = symbol.is_global() or (table is top and not symbol.is_assigned() and not symbol.is_imported())
            if symbol.is_referenced() and is_global and not symbol.get_name().startswith("."):
                yield table, symbol.get_name()


def _caught(tree: ast.Module) -> set[str]:
    """Names in a ``try`` that expects them to be missing."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(_catches_name_error(handler) for handler in node.handlers):
            names |= {inner.id for stmt in node.body for inner in ast.walk(stmt) if isinstance(inner, ast.Name)}
    return names


def _never_evaluated(tree: ast.Module) -> set[str]:
    """Names that stand in annotations only, where those stay texts. (Python 3.9 counts them as used.)"""
    if not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body):
        return set()
    inside: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            annotation = getattr(node, field, None)
            if isinstance(annotation, ast.expr):
                inside |= {id(one) for one in ast.walk(annotation)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {node.id for node in names if id(node) in inside} - {node.id for node in names if id(node) not in inside}


def _catches_name_error(handler: ast.ExceptHandler) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(getattr(one, "id", "") == "NameError" for one in types)


def _locals(tree: ast.Module) -> set[str]:
    """The names of parameters and variables anywhere."""
    found = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return found | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _scope(tree: ast.Module, table: symtable.SymbolTable) -> ast.AST:
    """The node that a scope belongs to; the module where that is not plain."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            lines = {node.lineno, *(item.lineno for item in node.decorator_list)}
            if node.name == table.get_name() and table.get_lineno() in lines:
                return node
    return tree


def _first(tree: ast.AST, names: set[str]) -> ast.AST | None:
    """Where one of the names is used first."""
    places = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in names]
    return min(places, key=lambda node: (node.lineno, node.col_offset), default=None)
