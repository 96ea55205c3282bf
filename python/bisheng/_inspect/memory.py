"""Whether what a function gives may depend on its earlier calls: read off its code and all that it can come to."""

from __future__ import annotations

import ast

from bisheng._inspect.family import methods
from bisheng._inspect.lifetime import PURE, Lifetimes, holder_of, last_name
from bisheng._inspect.module import top_level
from bisheng._inspect.outside import comes_outside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from bisheng._inspect.family import Family, Function
    from bisheng._inspect.module import Module, Modules

#: Methods that change what they are called on.
_CHANGING = frozenset(
    "append appendleft add extend extendleft insert remove discard pop popleft popitem clear update setdefault sort reverse "
    "rotate subtract move_to_end intersection_update difference_update symmetric_difference_update".split()
)
#: Functions that change their first argument.
_CHANGING_FUNCTIONS = frozenset(
    "next setattr delattr heappush heappop heapify heapreplace heappushpop insort insort_left insort_right shuffle".split()
)
#: After one of these nothing can be known.
_OPAQUE = frozenset(("exec", "eval", "globals", "__import__"))
#: Methods of BaseComponent that keep nothing.
_INHERITED = frozenset(("log", "progress", "build_config"))


class Memory:
    """``stateful``: it may remember earlier calls, or come to more than its inputs; ``changes``: it can be seen to remember."""

    def __init__(self, stateful: bool, changes: bool = False) -> None:
        self.stateful = stateful
        self.changes = changes

    def described(self) -> dict[str, bool]:
        """As the tool reads it."""
        return {"stateful": self.stateful, "changes_state": self.changes}


def memory_of_class(family: Family, entry: str, modules: Modules) -> Memory:
    """What objects of a class remember when their method ``entry`` is called."""
    if family.method(entry) is None:
        return Memory(stateful=True)
    search = _Search(modules)
    search.reach_methods(family, entry)
    return search.result()


def memory_of_function(module: Module, function: Function, modules: Modules) -> Memory:
    """What a function of a module remembers."""
    search = _Search(modules)
    search.reach(module, function, None, None)
    return search.result()


class _Search:
    """All functions that can be come to, and what was found in them."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._seen: set[int] = set()
        self._modules_seen: set[str] = set()
        self._methods: dict[int, dict[str, list[tuple[Module, Function]]]] = {}
        self._definitions: dict[tuple[str, str | None], tuple[Module, ast.ClassDef | Function] | None] = {}
        self._open: list[tuple[Module, Function, str | None, Family | None]] = []
        self._found = Memory(stateful=False)

    def reach(self, module: Module, function: Function, holder: str | None, family: Family | None) -> None:
        """A function that is called."""
        if id(function) not in self._seen:
            self._seen.add(id(function))
            self._open.append((module, function, holder, family))

    def reach_methods(self, family: Family, name: str) -> None:
        """The methods of a name, also those that others override."""
        if id(family) not in self._methods:
            by_name = self._methods[id(family)] = {}
            for module, node in family.members:
                for one, method in methods(node).items():
                    by_name.setdefault(one, []).append((module, method))
        for module, method in self._methods[id(family)].get(name, ()):
            self.reach(module, method, holder_of(method), family)

    def result(self) -> Memory:
        """What all of them come to."""
        while self._open and not self._found.changes:
            module, function, holder, family = self._open.pop()
            if module.path not in self._modules_seen:
                self._modules_seen.add(module.path)
                if _has_star(module) or comes_outside(module, self._modules):
                    self._may()
            lifetimes = Lifetimes(module, function, holder, family, self._modules)
            for node in ast.walk(function):
                self._look(node, lifetimes, family)
                if isinstance(node, (ast.Name, ast.Attribute)):
                    self._follow(node, module, family)
            for decorator in function.decorator_list:
                self._look_at_decorator(decorator, module)
        return self._found

    def _changes(self) -> None:
        self._found = Memory(stateful=True, changes=True)

    def _may(self) -> None:
        self._found.stateful = True

    def _follow(self, node: ast.Name | ast.Attribute, module: Module, family: Family | None) -> None:
        """What a name leads to is taken for called."""
        if isinstance(node, ast.Attribute) and family is not None:
            self.reach_methods(family, node.attr)
        found = self._definition(node, module)
        if found is None:
            return
        other, definition = found
        if not isinstance(definition, ast.ClassDef):
            self.reach(other, definition, None, None)
            return
        for item in definition.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                # Its objects are made anew; where they are kept, calls of their methods are not known to be harmless.
                is_class = any(last_name(one) == "classmethod" for one in item.decorator_list)
                self.reach(other, item, holder_of(item) if is_class else None, None)

    def _look(self, node: ast.AST, lifetimes: Lifetimes, family: Family | None) -> None:
        for target in _targets(node):
            if isinstance(target, ast.Name):
                aliased = isinstance(node, ast.AugAssign) and lifetimes.of(target) in ("container", "object")
                if isinstance(node, ast.AugAssign) and lifetimes.of(target) == "unknown":
                    self._may()
                if target.id in lifetimes.globals or aliased:
                    self._changes()
            elif isinstance(target, (ast.Attribute, ast.Subscript)):
                kind = lifetimes.of(target.value)
                if kind in ("library", "unknown"):
                    self._may()
                elif kind is not None:
                    self._changes()
        if isinstance(node, ast.Call):
            self._look_at_call(node, lifetimes, family)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in _CHANGING:
            if lifetimes.of(node.value) in ("container", "object", "unknown"):
                self._may()  # it is called by something else: map(seen.append, items)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)) and lifetimes.of(node.iter) in ("object", "unknown"):
            self._may()  # an iterator is somewhere else afterwards

    def _look_at_call(self, node: ast.Call, lifetimes: Lifetimes, family: Family | None) -> None:
        function = node.func
        name = last_name(function)
        if isinstance(function, ast.Attribute):
            kind = lifetimes.of(function.value)
            if kind == "own":
                self._look_at_own(name, lifetimes.of(function), family)
            elif kind in ("library", "project"):
                if name in _CHANGING and isinstance(function.value, ast.Attribute):
                    self._may()  # os.environ.update
            elif name in _CHANGING and kind is not None:
                self._may() if kind == "unknown" else self._changes()
            elif kind in ("object", "unknown") and (name not in PURE or self._is_own_method(name, lifetimes.module)):
                self._may()
        elif isinstance(function, ast.Name):
            if name in _OPAQUE:
                self._may()
            if lifetimes.of(function) in ("container", "object", "unknown"):
                self._may()  # what a global holds is called
        elif lifetimes.of(function) is not None:
            self._may()
        kinds = [lifetimes.of(one) for one in (*node.args, *(word.value for word in node.keywords))]
        if name in _CHANGING_FUNCTIONS and kinds[:1] not in ([], [None], ["library"]):
            self._may() if kinds[0] == "unknown" else self._changes()
        elif {"own", "container", "object", "unknown"} & set(kinds) and self._definition(function, lifetimes.module) is not None:
            self._may()  # it may change what it is given

    def _is_own_method(self, name: str, module: Module) -> bool:
        """Whether a class of the module, or one that it imports, has a method with the name of one that only reads."""
        classes = [*module.classes.values()]
        for origin in module.origins.values():
            found = self._modules.definition(module, origin)
            if found is not None:
                classes += [*found[0].classes.values()]
        return any(name in methods(one) for one in classes)

    def _look_at_own(self, name: str, kind: str | None, family: Family | None) -> None:
        """A call of something that the object has."""
        if family is None or family.method(name) is not None or name in _INHERITED:
            return
        if not family.is_known or kind in ("object", "container"):
            self._may()

    def _definition(self, node: ast.expr, module: Module) -> tuple[Module, ast.ClassDef | Function] | None:
        """The class or function of the project that an expression names."""
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name) or not (root.id in module.origins or module.definition(root.id)):
            return None
        origin = module.origin(node)
        key = (module.path, origin)
        if origin is not None and key not in self._definitions:
            self._definitions[key] = self._modules.definition(module, origin)
        return self._definitions.get(key)

    def _look_at_decorator(self, node: ast.expr, module: Module) -> None:
        """A decorator of the project's own may remember calls in what is around its inner function."""
        found = self._definition(node.func if isinstance(node, ast.Call) else node, module)
        if found is None:
            return
        for inner in ast.walk(found[1]):
            changing = isinstance(inner, ast.Call) and last_name(inner.func) in _CHANGING
            stored = any(not isinstance(target, ast.Name) for target in _targets(inner))
            if changing or stored or isinstance(inner, ast.Nonlocal):
                self._may()


def _has_star(module: Module) -> bool:
    """Whether names come from a module that are not said; bisheng's own are known."""
    imports = (node for node in top_level(module.source.tree.body) if isinstance(node, ast.ImportFrom))
    return any(one.name == "*" and not (node.module or "").startswith("bisheng") for node in imports for one in node.names)


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    """What a statement assigns or deletes, without the tuples around it."""
    if isinstance(node, (ast.Assign, ast.Delete)):
        found = list(node.targets)
    elif isinstance(node, ast.AnnAssign):
        found = [] if node.value is None else [node.target]
    elif isinstance(node, (ast.AugAssign, ast.For, ast.AsyncFor, ast.comprehension)):
        found = [node.target]
    elif isinstance(node, ast.withitem):
        found = [] if node.optional_vars is None else [node.optional_vars]
    else:
        return
    while found:
        target = found.pop()
        if isinstance(target, (ast.Tuple, ast.List)):
            found += target.elts
        else:
            yield target.value if isinstance(target, ast.Starred) else target
