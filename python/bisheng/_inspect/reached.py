"""The project's modules that a folder's code may come to: read off its imports, and theirs. Nothing is imported."""

from __future__ import annotations

import ast
import os
import sys

from bisheng._inspect.installed import identity
from bisheng._inspect.module import is_stdlib
from bisheng._worker.provided import PROVIDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from bisheng._inspect.module import Modules

#: Modules that import others by names that are made when they run, load files as code, or start another Python.
_DYNAMIC_MODULES = frozenset(
    "importlib runpy pkgutil imp zipimport builtins pickle shelve marshal pydoc subprocess multiprocessing code codeop concurrent "
    "site logging.config unittest.mock doctest timeit trace profile cProfile pdb bdb ctypes pty posix nt asyncio.subprocess "
    "_imp _frozen_importlib _frozen_importlib_external _pickle _posixsubprocess".split()
)
#: What is in one of them and harmless.
_HARMLESS_MODULES = frozenset(("importlib.metadata", "concurrent.futures"))
#: Names that come to the same.
_DYNAMIC_NAMES = frozenset(
    "__import__ exec eval compile importlib builtins __builtins__ __loader__ __spec__ __path__ __globals__".split()
)
#: And what is looked up on another name: `os.system`, `os.sys`.
_DYNAMIC_ATTRIBUTES = frozenset(
    "__import__ import_module __builtins__ __loader__ __spec__ __path__ __globals__ f_globals f_builtins meta_path path_hooks sys "
    "system popen startfile posix_spawn posix_spawnp execl execle execlp execlpe execv execve execvp execvpe "
    "spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe create_subprocess_exec create_subprocess_shell "
    "subprocess_exec subprocess_shell".split()
)
#: The same where the name is a text: `globals()["__builtins__"]`, `getattr(os, "sys")`.
_DYNAMIC_TEXTS = frozenset(("__import__", "import_module", "__builtins__", "builtins", "importlib", "__loader__", "__globals__", "sys"))
#: What of `sys` decides where modules come from; `*` is all of it.
_DYNAMIC_OF_SYS = frozenset(("path", "modules", "meta_path", "path_hooks", "path_importer_cache", "*"))
_PASSED_OVER = frozenset(("__pycache__", "node_modules", ".git", ".hg", ".svn", ".venv"))
#: Files that can be a module, beside what ends so.
_CODE = (".py", ".pyc", ".so", ".pyd")


def reached_by(folder: str, modules: Modules) -> dict[str, Any]:
    """``files``: the project's files that code in ``folder`` may import, with its own. ``open``: it may import any other too.

    ``packages``: what is installed, see ``identity``; None where it needs nothing of it.
    """
    search = _Search(modules)
    search.add_folder(folder)
    search.add_packages_of(folder)
    return search.result()


def reached_by_code(tree: ast.Module, modules: Modules) -> dict[str, Any]:
    """The same of code that is in no folder."""
    search = _Search(modules)
    search.look_through(tree, "")
    return search.result()


class _Search:
    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._roots = [os.path.abspath(entry) for entry in sys.path if entry == sys.path[0] or _is_projects(entry)]
        self._waiting: list[str] = []
        self._folders: set[str] = set()
        self.found: set[str] = set()
        self.is_open = False
        #: The first names of all modules that are imported, wherever they are from.
        self._packages: set[str] = set()

    def result(self) -> dict[str, Any]:
        """All that is found, from file to file."""
        self._run()
        return {
            "files": sorted(self.found),
            "open": self.is_open,
            "packages": identity(self._packages, self.is_open),
        }

    def _run(self) -> None:
        while self._waiting:
            path = self._waiting.pop()
            if not path.endswith(".py"):
                continue
            module = self._modules.at(path)
            if module is None:
                self.is_open = True
                continue
            self.look_through(module.source.tree, os.path.dirname(path))

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

    def look_through(self, tree: ast.Module, folder: str) -> None:
        """All that the code of a module in ``folder`` may import."""
        nodes = list(ast.walk(tree))
        for node in nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self._import(alias.name)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node, folder)
            elif isinstance(node, ast.Name) and node.id in PROVIDED:
                self._packages.add(PROVIDED[node.id][0].partition(".")[0])
        self.is_open = self.is_open or _hands_on_sys(nodes) or any(map(_is_dynamic, nodes))

    def _import(self, dotted: str) -> None:
        self.is_open = self.is_open or _imports_others(dotted)
        self._packages.add(dotted.partition(".")[0])
        for root in self._roots:
            self._add_module(root, dotted.split("."))

    def _import_from(self, node: ast.ImportFrom, folder: str) -> None:
        names = [alias.name for alias in node.names]
        steps = node.module.split(".") if node.module else []
        if node.level:
            for _ in range(node.level - 1):
                folder = os.path.dirname(folder)
            roots = [folder]
        else:
            self._packages.update(steps[:1])
            roots = self._roots
            whole = [f"{node.module}.{name}" for name in names]
            is_open = any(map(_imports_others, whole)) or not _DYNAMIC_ATTRIBUTES.isdisjoint(names)
            is_open = is_open or (steps == ["sys"] and not all(map(_is_plain_of_sys, names)))
            self.is_open = self.is_open or is_open
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


def _imports_others(dotted: str) -> bool:
    """Whether a module, or one that it is in, may import others by name."""
    steps = dotted.split(".")
    whole = [".".join(steps[: n + 1]) for n in range(len(steps))]
    return not _DYNAMIC_MODULES.isdisjoint(whole) and _HARMLESS_MODULES.isdisjoint(whole)


def _is_dynamic(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in _DYNAMIC_NAMES
    if isinstance(node, ast.Attribute):
        return node.attr in _DYNAMIC_ATTRIBUTES
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in _DYNAMIC_TEXTS


def _hands_on_sys(nodes: list[ast.AST]) -> bool:
    """Whether `sys`, by whatever name, is used for where modules come from, or otherwise than for something else that it has."""
    imports = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {"sys", *(alias.asname for node in imports for alias in node.names if alias.name == "sys")}
    attributes = [node for node in nodes if isinstance(node, ast.Attribute) and _is_plain_of_sys(node.attr)]
    plain = {id(node.value) for node in attributes}
    return any(isinstance(node, ast.Name) and node.id in names and id(node) not in plain for node in nodes)


def _is_plain_of_sys(name: str) -> bool:
    return name not in _DYNAMIC_OF_SYS and not name.startswith("__")


def _names_in(folder: str) -> list[str]:
    """What is in a folder, by name; nothing where it is none."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _is_projects(entry: str) -> bool:
    """Whether a folder of ``sys.path`` has no installed packages: those go by their versions."""
    return bool(entry) and not entry.endswith("-packages") and not is_stdlib(entry) and not os.path.isfile(entry)
