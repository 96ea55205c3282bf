"""A class with the classes that it inherits from, as far as they can be read."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Union

    from bisheng._inspect.module import Module, Modules

    Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]

_PLUGIN_METHODS = ("initialize", "process", "cleanup")


class Family:
    """A class and its bases, the nearest first."""

    def __init__(self, module: Module, node: ast.ClassDef, modules: Modules) -> None:
        self.module = module
        self.node = node
        self.members: list[tuple[Module, ast.ClassDef]] = []
        #: The last names of bases that can't be read: BaseComponent, or a library's.
        self.outer: list[str] = []
        #: What attributes of its objects are set to, when somebody has asked (`lifetime.py`).
        self.attribute_kinds: Any = None
        self._add(module, node, modules, set())

    @property
    def is_component(self) -> bool:
        """Whether it descends from BaseComponent, or from something unknown and has a ``build``."""
        if "BaseComponent" in self.outer:
            return True
        unknown = [name for name in self.outer if name not in ("object", "ABC", "Protocol", "Generic", "PluginInterface")]
        return bool(unknown) and "build" in {name for _, node in self.members for name in methods(node)}

    @property
    def is_plugin(self) -> bool:
        """Whether it descends from PluginInterface or has its methods."""
        return "PluginInterface" in self.outer or all(self.method(name) for name in _PLUGIN_METHODS)

    @property
    def is_known(self) -> bool:
        """Whether nothing can come from a base that can't be read."""
        return all(name in ("BaseComponent", "PluginInterface", "object", "ABC") for name in self.outer)

    def method(self, name: str) -> tuple[Module, Function] | None:
        """The method of that name, where it is defined last."""
        for module, node in self.members:
            found = methods(node).get(name)
            if found is not None:
                return module, found
        return None

    def attribute(self, name: str) -> tuple[Module, ast.expr] | None:
        """What a class attribute is set to."""
        for module, node in self.members:
            value = attribute_of(node, name)
            if value is not None:
                return module, value
        return None

    def _add(self, module: Module, node: ast.ClassDef, modules: Modules, seen: set[int]) -> None:
        if id(node) in seen:
            return
        seen.add(id(node))
        self.members.append((module, node))
        for base in node.bases:
            origin = module.origin(base.value if isinstance(base, ast.Subscript) else base)
            if origin is None:
                self.outer.append("?")
                continue
            name = origin.rpartition(".")[2]
            found = None if name in ("BaseComponent", "PluginInterface") else modules.class_named(module, origin)
            if found is None:
                self.outer.append(name)
            else:
                self._add(*found, modules, seen)


def methods(node: ast.ClassDef) -> dict[str, Function]:
    """The methods that a class defines itself."""
    return {item.name: item for item in node.body if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))}


def attribute_of(node: ast.ClassDef, name: str) -> ast.expr | None:
    """What a class sets an attribute to itself."""
    value: ast.expr | None = None
    for item in node.body:
        if isinstance(item, ast.Assign):
            if any(isinstance(target, ast.Name) and target.id == name for target in item.targets):
                value = item.value
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.target.id == name:
            value = item.value or value
    return value
