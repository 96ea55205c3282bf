"""The project's modules that a folder's code may come to: read off its imports, and theirs. Nothing is imported."""

from __future__ import annotations

import ast
import os
import sys

from bisheng._inspect.module import is_stdlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from bisheng._inspect.module import Modules

#: Modules that import others by names that are made when they run, or start another Python.
_DYNAMIC_MODULES = frozenset(
    "importlib runpy pkgutil imp zipimport builtins pickle shelve marshal pydoc subprocess multiprocessing "
    "code codeop concurrent site".split()
)
#: Names that come to the same.
_DYNAMIC_NAMES = frozenset(
    "__import__ exec eval compile importlib builtins __builtins__ __loader__ __spec__ __path__ __globals__".split()
)
#: And what is looked up on another name: `sys.path.insert`, `os.system`.
_DYNAMIC_ATTRIBUTES = frozenset(
    "__import__ import_module __builtins__ __loader__ __spec__ __path__ __globals__ meta_path path_hooks system popen".split()
)
_PASSED_OVER = frozenset(("__pycache__", "node_modules", ".git", ".hg", ".svn", ".venv"))
#: Files that can be a module, beside what ends so.
_CODE = (".py", ".pyc", ".so", ".pyd")


def reached_by(folder: str, modules: Modules) -> dict[str, Any]:
    """``files``: the project's files that code in ``folder`` may import, with its own. ``open``: it may import any other too."""
    search = _Search(modules)
    search.add_folder(folder)
    search.add_packages_of(folder)
    search.run()
    return {"files": sorted(search.found), "open": search.is_open}


class _Search:
    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._roots = [os.path.abspath(entry) for entry in sys.path if entry == sys.path[0] or _is_projects(entry)]
        self._waiting: list[str] = []
        self._folders: set[str] = set()
        self.found: set[str] = set()
        self.is_open = False

    def run(self) -> None:
        """Goes from file to file."""
        while self._waiting:
            path = self._waiting.pop()
            if not path.endswith(".py"):
                continue
            module = self._modules.at(path)
            if module is None:
                self.is_open = True
                continue
            for node in ast.walk(module.source.tree):
                self._look(node, os.path.dirname(path))

    def add_folder(self, folder: str) -> None:
        """All code of a folder."""
        real = os.path.realpath(folder)
        if real in self._folders:
            return
        self._folders.add(real)
        for name in _names_in(folder):
            path = os.path.join(folder, name)
            if name.endswith(_CODE):
                self._add(path)
            elif name not in _PASSED_OVER and os.path.isdir(path):
                self.add_folder(path)

    def add_packages_of(self, folder: str) -> None:
        """What is run before a module in ``folder``: the ``__init__`` of each package that it is in."""
        for root in self._roots:
            inner = os.path.relpath(folder, root)
            if inner.partition(os.sep)[0] != os.pardir:
                self._add_module(root, [] if inner == os.curdir else inner.split(os.sep))

    def _add(self, path: str) -> None:
        if path not in self.found and os.path.isfile(path):
            self.found.add(path)
            self._waiting.append(path)

    def _look(self, node: ast.AST, folder: str) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._import(alias.name)
        elif isinstance(node, ast.ImportFrom):
            self._import_from(node, folder)
        elif isinstance(node, ast.Name):
            self.is_open = self.is_open or node.id in _DYNAMIC_NAMES
        elif isinstance(node, ast.Attribute):
            is_path = node.attr in ("path", "modules") and isinstance(node.value, ast.Name) and node.value.id == "sys"
            self.is_open = self.is_open or is_path or node.attr in _DYNAMIC_ATTRIBUTES

    def _import(self, dotted: str) -> None:
        steps = dotted.split(".")
        if steps[0] in _DYNAMIC_MODULES and dotted not in ("importlib.metadata", "concurrent.futures"):
            self.is_open = True
        for root in self._roots:
            self._add_module(root, steps)

    def _import_from(self, node: ast.ImportFrom, folder: str) -> None:
        names = [alias.name for alias in node.names]
        steps = node.module.split(".") if node.module else []
        if node.level:
            for _ in range(node.level - 1):
                folder = os.path.dirname(folder)
            roots = [folder]
        else:
            self._import(node.module or "")
            roots = self._roots
            if (node.module, names) in (("importlib", ["metadata"]), ("concurrent", ["futures"])):
                return
            is_changed = steps == ["sys"] and not {"path", "modules", "meta_path", "path_hooks"}.isdisjoint(names)
            self.is_open = self.is_open or is_changed or not _DYNAMIC_ATTRIBUTES.isdisjoint(names)
        for root in roots:
            for name in names:
                if name == "*":
                    self._add_module(root, steps)
                    if steps:
                        self.add_folder(os.path.join(root, *steps))
                else:
                    self._add_module(root, [*steps, name])

    def _add_module(self, root: str, steps: list[str]) -> None:
        """A module below ``root``, with the packages that it is in."""
        folder = root
        self._add_named(folder, "__init__")
        for step in steps:
            self._add_named(folder, step)
            folder = os.path.join(folder, step)
            self._add_named(folder, "__init__")

    def _add_named(self, folder: str, name: str) -> None:
        """`name.py`, and in its place `name.cpython-312-x86_64-linux-gnu.so`."""
        self._add(os.path.join(folder, f"{name}.py"))
        for entry in _names_in(folder):
            if entry.startswith(f"{name}.") and entry.endswith(_CODE):
                self._add(os.path.join(folder, entry))


def _names_in(folder: str) -> list[str]:
    """What is in a folder, by name; nothing where it is none."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _is_projects(entry: str) -> bool:
    """Whether a folder of ``sys.path`` has no installed packages: those go by their versions."""
    return bool(entry) and not entry.endswith("-packages") and not is_stdlib(entry) and not os.path.isfile(entry)
