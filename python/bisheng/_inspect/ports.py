"""The inputs and outputs that a class declares."""

from __future__ import annotations

import ast
import keyword

from bisheng._inspect.field_names import FIELD_TYPES, field_type
from bisheng._inspect.findings import Findings, did_you_mean, span_of
from bisheng._inspect.literals import NotLiteral, json_literal, literal, text_literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from bisheng._inspect.family import Family
    from bisheng._inspect.findings import Values
    from bisheng._inspect.module import Module

ARGUMENTS = {
    "Input": (
        *("name", "field_type", "display_name", "required", "value", "placeholder", "info"),
        *("options", "min", "max", "step", "advanced"),
    ),
    "Output": ("name", "field_type", "display_name", "info"),
}


class Port:
    """An ``Input(…)`` or ``Output(…)`` in the code."""

    def __init__(self, call: ast.Call, module: Module, kind: str) -> None:
        self.call = call
        self.module = module
        self.kind = kind
        self.arguments: dict[str, ast.expr] = dict(zip(("name", "field_type"), call.args))
        self.arguments.update({item.arg: item.value for item in call.keywords if item.arg is not None})
        self.is_open = any(item.arg is None for item in call.keywords)
        self.name = text_literal(self.arguments.get("name"), module.constants)
        self.type = field_type(self.arguments.get("field_type"), module)

    def place(self, argument: str) -> ast.AST:
        """Where an argument is, or else the whole."""
        return self.arguments.get(argument, self.call)

    def text(self, argument: str) -> str | None:
        """An argument that is a text."""
        return text_literal(self.arguments.get(argument), self.module.constants)

    def value(self, argument: str) -> Any:
        """An argument's literal value, or None."""
        return json_literal(self.arguments.get(argument), self.module.constants)

    def has_literal(self, argument: str) -> bool:
        """Whether an argument has a value that can be read."""
        try:
            literal(self.arguments[argument], self.module.constants)
        except (KeyError, NotLiteral):
            return False
        return True


def declared_ports(family: Family, attribute: str, kind: str) -> list[Port] | None:
    """The ports in ``inputs`` or ``outputs`` of a class. None: it has no such attribute, or one that can't be read."""
    found = family.attribute(attribute)
    if found is None:
        return None
    module, value = found
    return _ports(value, module, family, attribute, kind, 8)


def _ports(
    value: ast.expr, module: Module, family: Family, attribute: str, kind: str, depth: int
) -> list[Port] | None:
    if depth == 0:
        return None
    if isinstance(value, (ast.List, ast.Tuple)):
        ports: list[Port] = []
        for item in value.elts:
            inner = item.value if isinstance(item, ast.Starred) else item
            some = (
                _ports(inner, module, family, attribute, kind, depth - 1)
                if inner is not item
                else _port(item, module, kind)
            )
            if some is None:
                return None
            ports += some
        return ports
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        left = _ports(value.left, module, family, attribute, kind, depth - 1)
        right = _ports(value.right, module, family, attribute, kind, depth - 1)
        return None if left is None or right is None else left + right
    if isinstance(value, ast.Call) and getattr(value.func, "id", None) in ("list", "tuple") and len(value.args) == 1:
        return _ports(value.args[0], module, family, attribute, kind, depth - 1)
    if isinstance(value, ast.Name) and value.id in module.constants:
        return _ports(module.constants[value.id], module, family, attribute, kind, depth - 1)
    if isinstance(value, ast.Attribute) and value.attr == attribute:
        return _inherited(value.value, family, attribute, kind, depth)
    return None


def _inherited(base: ast.expr, family: Family, attribute: str, kind: str, depth: int) -> list[Port] | None:
    """``Base.inputs``, where Base is one of the family."""
    from bisheng._inspect.family import attribute_of

    name = getattr(base, "id", None) or getattr(base, "attr", None)
    for module, node in family.members[1:]:
        if node.name == name:
            value = attribute_of(node, attribute)
            return [] if value is None else _ports(value, module, family, attribute, kind, depth - 1)
    return [] if name == "BaseComponent" else None


def _port(item: ast.expr, module: Module, kind: str) -> list[Port] | None:
    if isinstance(item, ast.Name) and item.id in module.constants:
        item = module.constants[item.id]
    if isinstance(item, ast.Call) and (module.origin(item.func) or "").rpartition(".")[2] == kind:
        return [Port(item, module, kind)]
    return None


def check_ports(ports: list[Port], kind: str, findings: Findings) -> None:
    """What is wrong with ports by themselves."""
    seen: dict[str, Port] = {}
    for port in ports:
        _check_arguments(port, kind, findings)
        _check_type(port, findings)
        file = port.module.path
        if port.name is None:
            if not port.is_open and ("name" not in port.arguments or port.has_literal("name")):
                findings.add("component-port-name", file, port.call, {"kind": kind}, variant="component-port-name/missing")
            continue
        if not port.name.isidentifier() or keyword.iskeyword(port.name):
            findings.add("component-port-name", file, port.place("name"), {"name": port.name})
        if port.name in seen:
            code = "component-input-duplicate" if kind == "Input" else "component-output-duplicate"
            first = span_of(seen[port.name].call)[0]
            findings.add(code, file, port.place("name"), {"name": port.name, "line": first})
        seen.setdefault(port.name, port)
        if kind == "Input":
            _check_value(port, findings)


def _check_arguments(port: Port, kind: str, findings: Findings) -> None:
    known = ARGUMENTS[kind]
    for item in port.call.keywords:
        if item.arg is None or item.arg in known:
            continue
        every: Values = {"known": ", ".join(known)}
        hint = did_you_mean(item.arg, known) or ("component-port-argument/known", every)
        line, column = item.lineno, item.col_offset
        place = (line, column, line, column + len(item.arg.encode()))
        findings.add("component-port-argument", port.module.path, place, {"kind": kind, "name": item.arg}, hint=hint)


def _check_type(port: Port, findings: Findings) -> None:
    """A text must be a field type's name, and so must what is taken out of `field_typing`.

    Of an import that is wrong the import is reported, of an undefined name that it is undefined.
    """
    node = port.arguments.get("field_type")
    if node is None or port.type is not None:
        return
    name: object = node.value if isinstance(node, ast.Constant) else None
    if isinstance(node, ast.Attribute) and port.module.origin(node.value) == "bisheng.field_typing":
        name = node.attr
    if isinstance(name, str):
        every: Values = {"known": ", ".join(FIELD_TYPES)}
        hint = did_you_mean(name, FIELD_TYPES) or ("field-type-unknown/known", every)
        findings.add("field-type-unknown", port.module.path, node, {"name": name}, hint=hint)


_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "list": (list, tuple),
    "object": (dict,),
}


def _check_value(port: Port, findings: Findings) -> None:
    """An input's `value` must be one that the input itself allows."""
    file = port.module.path
    low, high = port.value("min"), port.value("max")
    if _is_number(low) and _is_number(high) and low > high:
        findings.add(
            "component-input-value",
            file,
            port.place("min"),
            {"name": port.name or "", "minimum": str(low), "maximum": str(high)},
            variant="component-input-value/limits",
        )
        return
    if not port.has_literal("value"):
        return
    value = port.value("value")
    shown = ast.unparse(port.arguments["value"])[:60]
    say: Values = {"name": port.name or "", "type": port.type or "", "value": shown}
    if value is None:
        return
    if not has_type(value, port.type):
        findings.add("component-input-value", file, port.place("value"), say)
    elif port.has_literal("options") and isinstance(port.value("options"), list) and port.type != "MultiSelect":
        if value not in port.value("options"):
            variant = "component-input-value/options"
            findings.add("component-input-value", file, port.place("value"), say, variant=variant)
    elif _is_number(value) and (_is_number(low) and value < low or _is_number(high) and value > high):
        variant = "component-input-value/range"
        findings.add("component-input-value", file, port.place("value"), say, variant=variant)


def has_type(value: object, type_name: str | None) -> bool:
    """Whether a value is one of a field type's."""
    from bisheng import field_typing

    if type_name is None:
        return True
    kind = getattr(field_typing, type_name).kind
    if kind not in _KINDS:
        return True
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
