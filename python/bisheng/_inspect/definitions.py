"""The names that a module defines."""

from __future__ import annotations

import ast
import symtable
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from bisheng._inspect.module import Module

#: Who calls one of these may define any name.
_DEFINERS = {"exec", "globals", "vars", "locals"}


def defined_names(module: Module) -> list[str] | None:
    """The names that importing a module gives; None where that can't be known."""
    top = table_of(module)
    if top is None or is_open(module.source.tree) or "__getattr__" in own_names(top):
        return None
    return sorted(own_names(top) | {"__doc__", "__name__", "__file__"})


def table_of(module: Module) -> symtable.SymbolTable | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return symtable.symtable(module.source.text, module.path, "exec")
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return None  # What `ast` can read and the compiler can't is said by whoever runs it.


def own_names(top: symtable.SymbolTable) -> set[str]:
    """The module's own names, also those that a function declares global and assigns."""
    names = {
        symbol.get_name()
        for symbol in top.get_symbols()
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace() or symbol.is_annotated()
    }
    for table in within(top):
        for symbol in table.get_symbols():
            if symbol.is_declared_global() and (symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()):
                names.add(symbol.get_name())
    return names


def within(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from within(child)


def is_open(tree: ast.Module) -> bool:
    """Whether names may be defined in ways that can't be read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _DEFINERS:
            return True
    return False
