"""What the expressions of a function lead to that is there at its next call too: its object, globals, and what these hold."""

from __future__ import annotations

import ast

from bisheng._inspect.family import methods

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from bisheng._inspect.family import Family, Function
    from bisheng._inspect.module import Module, Modules

    #: ``own``: the object or its class · ``project``: a module, class or function of the project · ``plain``: a value that is
    #: not known to be changed · ``container``: a list, dict, set … · ``object``: anything else, which may have a memory of its
    #: own · ``library``: an installed module, or what it has · ``unknown``: it may be, or hold, one of those that are changed.
    Kind = Literal["own", "project", "plain", "container", "object", "library", "unknown"]

#: Methods that only read, of all that has a method of that name.
PURE = frozenset(
    "get keys values items copy index count lower upper strip lstrip rstrip split rsplit splitlines partition rpartition join "
    "format format_map startswith endswith replace title capitalize casefold center ljust rjust zfill find rfind encode "
    "decode isdigit isalpha isalnum isspace isupper islower isnumeric translate hex union intersection difference issubset "
    "issuperset isdisjoint symmetric_difference match search fullmatch findall finditer sub subn group groups groupdict "
    "isoformat strftime date time timestamp exists is_file is_dir read_text read_bytes resolve with_suffix with_name "
    "debug info warning error exception critical log most_common elements removeprefix removesuffix".split()
)
_CONTAINERS = frozenset("list dict set bytearray defaultdict deque Counter OrderedDict ChainMap".split())
_PLAIN_CALLS = frozenset(
    "int float str bool bytes tuple frozenset len min max sum abs round sorted range getLogger compile getenv Path "
    "Decimal Fraction date datetime timedelta namedtuple NewType TypeVar type".split()
)


#: What outlives a call and may be changed.
_LASTING = frozenset(("own", "container", "object", "unknown"))
#: Functions that give what they are given, or parts of it.
_HANDING_ON = frozenset("enumerate zip reversed iter filter chain islice max min next cast partial".split())


def last_name(node: ast.expr) -> str:
    """``c`` of ``a.b.c``."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def kind_of_value(value: ast.expr | None, parameters: frozenset[str] | set[str], module: Module) -> Kind:
    """What something that is set to ``value`` holds; ``parameters`` are names of what comes from a node's config."""
    if isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)):
        return "container"
    if isinstance(value, (ast.IfExp, ast.BoolOp)):
        parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else value.values
        kinds = {kind_of_value(part, parameters, module) for part in parts}
        return "object" if "object" in kinds else "container" if "container" in kinds else "plain"
    if isinstance(value, ast.Call):
        name = last_name(value.func)
        if name in _CONTAINERS:
            return "container"
        return "plain" if name in _PLAIN_CALLS or (isinstance(value.func, ast.Attribute) and name in PURE) else "object"
    if isinstance(value, ast.Subscript):
        return kind_of_value(value.value, parameters, module)
    if isinstance(value, ast.Name):
        if value.id in parameters or module.definition(value.id) is not None:
            return "plain"
        known = module.constants.get(value.id)
        return "object" if known is None or isinstance(known, ast.Name) else kind_of_value(known, set(), module)
    if isinstance(value, ast.Tuple):
        kinds = {kind_of_value(part, parameters, module) for part in value.elts}
        return "plain" if kinds <= {"plain"} else "container"
    if isinstance(value, (ast.Attribute, ast.Await, ast.GeneratorExp, ast.Lambda, ast.NamedExpr, ast.Starred)):
        return "object"
    return "plain"


class Lifetimes:
    """The names of one function."""

    def __init__(
        self, module: Module, function: Function, holder: str | None, family: Family | None, modules: Modules
    ) -> None:
        """``holder``: what the function calls its object or class, where that outlives the call."""
        self.module = module
        self.function = function
        self._holder = holder
        self._family = family
        self._modules = modules
        self._locals: set[str] = set()
        self.globals: set[str] = set()
        self._aliases: dict[str, Kind] = {}
        self._read_names()
        for _ in range(3):  # an alias of an alias of an alias
            for node in ast.walk(function):
                self._find_aliases(node)

    def of(self, node: ast.expr) -> Kind | None:
        """What outlives the call and is got at by an expression; None where nothing is."""
        if isinstance(node, ast.Name):
            return self._of_name(node.id)
        if isinstance(node, ast.Attribute):
            base = self.of(node.value)
            if base == "own":
                return self._of_attribute(node.attr)
            return "object" if base == "project" else base
        if isinstance(node, ast.Subscript):
            base = self.of(node.value)
            return "container" if base == "own" else base
        if isinstance(node, (ast.IfExp, ast.BoolOp)):
            parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values
            return next((kind for kind in map(self.of, parts) if kind is not None), None)
        if isinstance(node, (ast.NamedExpr, ast.Starred, ast.Await)):
            return self.of(node.value)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return self._of_parts(node.elts)
        if isinstance(node, ast.Dict):
            return self._of_parts(node.values)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            return self._of_parts([node.elt])
        if isinstance(node, ast.DictComp):
            return self._of_parts([node.value])
        return self._of_call(node) if isinstance(node, ast.Call) else None

    def _of_parts(self, parts: Iterable[ast.expr]) -> Kind | None:
        """Of something new that holds these."""
        return "unknown" if _LASTING & {self.of(part) for part in parts} else None

    def _of_call(self, node: ast.Call) -> Kind | None:
        name = last_name(node.func)
        if name in _HANDING_ON and isinstance(node.func, (ast.Name, ast.Attribute)):
            return self._of_parts(node.args)
        if self._gives_lasting(node.func):
            return "unknown"
        if isinstance(node.func, ast.Name) and self._of_name(node.func.id) == "library":
            if node.func.id == "super":
                return "own" if self._holder else None
            if node.func.id in ("type", "vars", "getattr") and node.args:
                base = self.of(node.args[0])
                return base if base in (None, "library") or node.func.id == "type" else "object"
            return "container" if node.func.id == "globals" else None
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "setdefault", "values", "items", "group"):
            base = self.of(node.func.value)
            return None if base == "library" else base
        return None

    def _gives_lasting(self, function: ast.expr) -> bool:
        """Whether a function of the project, or a method of the object, may give what is there at the next call too."""
        if isinstance(function, ast.Attribute) and self.of(function.value) == "own" and self._family is not None:
            found = self._family.method(function.attr)
            return found is not None and gives_lasting(*found, holder_of(found[1]), self._family, self._modules)
        origin = self.module.origin(function)
        if origin is None or last_name(function) in self._locals:
            return False
        defined = self._modules.definition(self.module, origin)
        if defined is None or isinstance(defined[1], ast.ClassDef):
            return False
        return gives_lasting(defined[0], defined[1], None, None, self._modules)

    def _of_name(self, name: str) -> Kind | None:
        if name == self._holder:
            return "own"
        if name in self._aliases:
            return self._aliases[name]
        if name in self._locals and name not in self.globals:
            return None
        module = self.module
        if module.definition(name) is not None:
            return "project"
        if name in module.origins:
            return self._of_import(module.origins[name])
        if name in module.constants:
            return kind_of_value(module.constants[name], set(), module)
        return "object" if name in self.globals or name in module.assigned else "library"

    def _of_import(self, origin: str) -> Kind:
        if origin.partition(".")[0] == "bisheng" or not self._modules.is_projects(self.module, origin):
            return "library"
        is_variable = self._modules.definition(self.module, origin) is None and not self._modules.is_module(self.module, origin)
        return "object" if is_variable else "project"

    def _of_attribute(self, name: str) -> Kind:
        """What an attribute of the object holds, as far as ``__init__`` and the class say."""
        family = self._family
        if name == "__class__":
            return "own"
        if family is None:
            return "object"
        if name == "__dict__":
            return "container"
        kinds = _attributes(family).get(name, set())
        attribute = family.attribute(name)
        if attribute is not None:
            kinds = kinds | {kind_of_value(attribute[1], set(), attribute[0])}
        if family.method(name) is not None:
            kinds = kinds | {"plain"}
        return "object" if not kinds or "object" in kinds else "container" if "container" in kinds else "plain"

    def _read_names(self) -> None:
        for node in ast.walk(self.function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
                self._locals.add(node.id)
            elif isinstance(node, ast.Global):
                self.globals.update(node.names)
            elif isinstance(node, ast.arg):
                self._locals.add(node.arg)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self._locals.update((one.asname or one.name.partition(".")[0]) for one in node.names)
            elif isinstance(node, ast.ExceptHandler) and node.name:
                self._locals.add(node.name)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node is not self.function:
                self._locals.add(node.name)
        given = self.function.args
        names = [one.arg for one in (*given.posonlyargs, *given.args)]
        defaults = [*zip(reversed(names), reversed(given.defaults))]
        defaults += [(one.arg, value) for one, value in zip(given.kwonlyargs, given.kw_defaults) if value is not None]
        for name, value in defaults:
            kind = kind_of_value(value, set(), self.module)
            if kind == "container":  # one for all calls
                self._aliases[name] = kind

    def _find_aliases(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr, ast.For, ast.AsyncFor, ast.comprehension)):
            value = node.value if isinstance(node, (ast.AnnAssign, ast.NamedExpr)) else node.iter
            pairs = [] if value is None else [(node.target, value)]
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            pairs = [(node.optional_vars, node.context_expr)]
        elif type(node).__name__ == "Match":
            kind = self.of(node.subject)  # type: ignore[attr-defined]
            caught = {getattr(one, "name", None) for case in node.cases for one in ast.walk(case.pattern)}  # type: ignore[attr-defined]
            self._locals |= caught - {None}
            if kind in _LASTING:
                self._aliases.update(dict.fromkeys(caught - {None}, "unknown"))
            return
        else:
            return
        for target, value in pairs:
            kind = self.of(value)
            if kind is None and isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)) and _is_copy(value):
                kind = self._of_parts(value.args)  # type: ignore[attr-defined]
            for name in ast.walk(target):
                if not isinstance(name, ast.Name) or not isinstance(name.ctx, ast.Store) or name.id in self.globals:
                    continue
                if kind not in (None, "library"):
                    self._aliases[name.id] = kind


def _is_copy(value: ast.expr) -> bool:
    """Whether it is a new list of what another one has."""
    return isinstance(value, ast.Call) and last_name(value.func) in ("sorted", "list", "tuple", "set")


def gives_lasting(module: Module, function: Function, holder: str | None, family: Family | None, modules: Modules) -> bool:
    """Whether what a function returns or yields may outlive its calls: the object's, the module's, or what holds it."""
    known = modules.lasting.get(id(function))
    if known is not None:
        return known
    modules.lasting[id(function)] = False  # while it is looked at: it may call itself
    names = Lifetimes(module, function, holder, family, modules)
    given = [node.value for node in ast.walk(function) if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and node.value]
    modules.lasting[id(function)] = any(names.of(value) in _LASTING for value in given)
    return modules.lasting[id(function)]


def _attributes(family: Family) -> dict[str, set[Kind]]:
    """What the methods of a class set the attributes of its objects to."""
    if family.attribute_kinds is None:
        family.attribute_kinds = {}
        for module, node in family.members:
            for method in methods(node).values():
                _add_attributes(method, module, family.attribute_kinds)
    return family.attribute_kinds


def _add_attributes(method: Function, module: Module, kinds: dict[str, set[Kind]]) -> None:
    holder = holder_of(method)
    parameters = {one.arg for one in (*method.args.args, *method.args.kwonlyargs)}
    for node in ast.walk(method):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == holder:
                kind = kind_of_value(node.value, parameters, module)  # type: ignore[attr-defined]
                kinds.setdefault(target.attr, set()).add(kind)


def holder_of(method: Function) -> str | None:
    """What a method calls its object or class; None for a static one."""
    if any(last_name(one) == "staticmethod" for one in method.decorator_list):
        return None
    positional = [*method.args.posonlyargs, *method.args.args]
    return positional[0].arg if positional else None
