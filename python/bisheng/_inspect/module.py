"""What a module defines at its top level, and where its names come from."""

from __future__ import annotations

import ast
import os
import sys

from bisheng._inspect.findings import Findings
from bisheng._inspect.source import Source, read_source
from bisheng._worker.provided import PROVIDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Union

    Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]


class Module:
    """A module: its classes, its constants and its imports by name."""

    def __init__(self, source: Source, package: str) -> None:
        """``package`` is the folder that relative imports begin at."""
        self.source = source
        self.package = package
        self.classes: dict[str, ast.ClassDef] = {}
        self.functions: dict[str, Function] = {}
        #: Names that are assigned.
        self.assigned: set[str] = set()
        #: Names that are assigned once, to an expression.
        self.constants: dict[str, ast.expr] = {}
        #: Name → dotted origin; a relative one begins with its dots.
        self.origins: dict[str, str] = {}
        self._read()

    @property
    def path(self) -> str:
        """The file."""
        return self.source.path

    def definition(self, name: str) -> ast.ClassDef | Function | None:
        """The class or function of that name."""
        return self.classes.get(name) or self.functions.get(name)

    def origin(self, node: ast.expr) -> str | None:
        """The dotted name that an expression means: ``bisheng.field_typing.Text``, or ``:Name`` for one of this module.

        None: it is not a plain name.
        """
        if isinstance(node, ast.Name):
            if node.id in self.origins:
                return self.origins[node.id]
            if node.id in self.classes or node.id in self.constants or node.id in self.functions:
                return f":{node.id}"
            if node.id in PROVIDED:
                module, attribute = PROVIDED[node.id]
                return f"{module}.{attribute}".rstrip(".")
            return node.id
        if isinstance(node, ast.Attribute):
            outer = self.origin(node.value)
            return None if outer is None else f"{outer}.{node.attr}"
        return None

    def _read(self) -> None:
        seen: set[str] = set()
        for node in top_level(self.source.tree.body):
            if isinstance(node, ast.ClassDef):
                self.classes[node.name] = node
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.functions[node.name] = node
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self.origins.update(imported_names(node))
            for name, value in assigned(node):
                if name in seen or value is None:
                    self.constants.pop(name, None)
                else:
                    self.constants[name] = value
                seen.add(name)
        self.assigned = seen


def top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, also those within ``if``, ``try`` and ``with``."""
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            yield from top_level(node.body)
            yield from top_level(getattr(node, "orelse", []))
            for handler in getattr(node, "handlers", []):
                yield from top_level(handler.body)


def imported_names(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """The names that an import defines, and what they stand for."""
    if isinstance(node, ast.Import):
        return {
            alias.asname or alias.name.partition(".")[0]: alias.name if alias.asname else alias.name.partition(".")[0]
            for alias in node.names
        }
    start = "." * node.level + (f"{node.module}." if node.module else "")
    return {alias.asname or alias.name: f"{start}{alias.name}" for alias in node.names if alias.name != "*"}


def assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """The plain names that a statement assigns, with the value where there is one."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        if node.value is not None:
            yield node.target.id, node.value
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, None


class Modules:
    """Modules of the project by file, each read once. Nothing is imported."""

    def __init__(self) -> None:
        self._read: dict[str, Module | None] = {}
        #: Whether functions give what outlives their calls, as far as somebody has asked (`lifetime.py`).
        self.lasting: dict[int, bool] = {}

    def at(self, path: str, findings: Findings | None = None) -> Module | None:
        """The module in a file; ``findings`` hear of what is wrong with it."""
        if path not in self._read:
            source = read_source(path, findings or Findings())
            self._read[path] = None if source is None else Module(source, os.path.dirname(path))
        return self._read[path]

    def class_named(self, module: Module, origin: str, depth: int = 8) -> tuple[Module, ast.ClassDef] | None:
        """The class that a dotted name of ``module`` means, where its file is one of the project."""
        found = self.definition(module, origin, depth)
        return found if found is not None and isinstance(found[1], ast.ClassDef) else None  # type: ignore[return-value]

    def definition(
        self, module: Module, origin: str, depth: int = 8
    ) -> tuple[Module, ast.ClassDef | Function] | None:
        """The class or function that a dotted name of ``module`` means, where its file is one of the project."""
        if origin.startswith(":"):
            own = module.definition(origin[1:])
            return None if own is None else (module, own)
        level = len(origin) - len(origin.lstrip("."))
        inner, _, name = origin[level:].rpartition(".")
        for path in _files_of(module, inner, level) if depth else []:
            other = self.at(path)
            if other is None:
                continue
            defined = other.definition(name)
            if defined is not None:
                return other, defined
            if name in other.origins:
                return self.definition(other, other.origins[name], depth - 1)
        return None

    def is_projects(self, module: Module, origin: str) -> bool:
        """Whether a dotted name that ``module`` imports is a file of the project, or in one."""
        return self.is_module(module, origin) or self.is_module(module, origin.rpartition(".")[0])

    def is_module(self, module: Module, origin: str) -> bool:
        """Whether a dotted name that ``module`` imports is a file of the project."""
        level = len(origin) - len(origin.lstrip("."))
        return bool(_files_of(module, origin[level:], level))


def _files_of(module: Module, dotted: str, level: int) -> list[str]:
    """The files that can be a module: in the package for a relative name, else below ``sys.path``'s folders that hold no
    installed packages."""
    parts = [part for part in dotted.split(".") if part]
    if level:
        folder = module.package
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        folders = [folder]
    elif parts:
        folders = [entry for entry in sys.path if entry and "-packages" not in entry and not is_stdlib(entry)]
    else:
        return []
    found = []
    for folder in folders:
        base = os.path.join(folder, *parts)
        candidates = [os.path.join(base, "__init__.py")]
        if parts:
            candidates.insert(0, f"{base}.py")
        found += [path for path in candidates if os.path.isfile(path)]
    return found


def is_stdlib(folder: str) -> bool:
    """Whether a folder is where the standard library is, or below."""
    return os.path.realpath(folder).startswith(os.path.realpath(os.path.dirname(os.__file__)))
