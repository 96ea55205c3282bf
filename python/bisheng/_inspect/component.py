"""What a class of ``component.py`` or ``plugin.py`` is, and what is wrong with it."""

from __future__ import annotations

import ast

from bisheng._inspect.family import methods
from bisheng._inspect.field_names import field_type, options_of, parsed_annotation
from bisheng._inspect.findings import Findings, did_you_mean, span_of
from bisheng._inspect.literals import json_literal, text_literal
from bisheng._inspect.memory import memory_of_class
from bisheng._inspect.ports import Port, check_ports, declared_ports
from bisheng._inspect.results import check_outputs, visible_keys
from bisheng._inspect.signature import Parameter, described, kind_of, parameters_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from bisheng._inspect.family import Family, Function
    from bisheng._inspect.findings import Hint, Values
    from bisheng._inspect.module import Module, Modules

    Build = Optional[tuple[Module, Function]]


def describe_class(family: Family, kind: str, modules: Modules, findings: Findings) -> dict[str, Any]:
    """A class as the tool reads it."""
    build = family.method("build")
    init = family.method("__init__")
    inputs = declared_ports(family, "inputs", "Input")
    outputs = declared_ports(family, "outputs", "Output")
    if kind == "component":
        _check(family, build, inputs, outputs, findings)
    return {
        "name": family.node.name,
        "span": span_of(family.node),
        "display_name": _text(family, "display_name"),
        "description": _text(family, "description"),
        "icon": _text(family, "icon"),
        "inputs": _inputs(inputs, build),
        "inputs_declared": inputs is not None,
        "outputs": _outputs(outputs, build),
        "outputs_declared": outputs is not None,
        "init": [] if init is None else described(_by_name(init[1]), init[0]),
        "build": None if build is None else described_build(build),
        "keeps_state": family.method("get_state") is not None and family.method("set_state") is not None,
        **memory_of_class(family, "process" if kind == "plugin" else "build", modules).described(),
        "is_plugin": family.is_plugin,
        "literals": _literals(family),
    }


def _text(family: Family, name: str) -> str | None:
    found = family.attribute(name)
    return None if found is None else text_literal(found[1], found[0].constants)


def described_build(build: tuple[Module, Function]) -> dict[str, Any]:
    """How a function is called."""
    module, function = build
    return {
        "kind": kind_of(function),
        "parameters": described(parameters_of(function), module),
        "takes_any": function.args.kwarg is not None,
    }


def _by_name(function: Function) -> list[Parameter]:
    return [parameter for parameter in parameters_of(function) if not parameter.positional_only]


def _outputs(outputs: list[Port] | None, build: Build) -> list[dict[str, Any]]:
    if outputs is None:
        keys = [] if build is None else visible_keys(*build)
        return [{"name": key, "display_name": None, "type": None} for key in keys]
    return [
        {"name": port.name, "display_name": port.text("display_name"), "type": port.type}
        for port in _first_of_each(outputs)
    ]


def _inputs(inputs: list[Port] | None, build: Build) -> list[dict[str, Any]]:
    parameters = {} if build is None else {one.name: one for one in parameters_of(build[1])}
    if inputs is None:
        return [] if build is None else [from_signature(one, build[0]) for one in parameters.values()]
    return [_declared(port, parameters.get(port.name or ""), build) for port in _first_of_each(inputs)]


def _first_of_each(ports: list[Port]) -> list[Port]:
    by_name: dict[str, Port] = {}
    for port in ports:
        if port.name is not None:
            by_name.setdefault(port.name, port)
    return list(by_name.values())


def from_signature(parameter: Parameter, module: Module) -> dict[str, Any]:
    """An input that nothing but a parameter declares."""
    annotation = parsed_annotation(parameter.node.annotation)
    return {
        "name": parameter.name,
        "display_name": None,
        "type": field_type(annotation, module),
        "required": parameter.default is None,
        "has_default": parameter.default is not None,
        "default": json_literal(parameter.default, module.constants),
        "info": None,
        "placeholder": None,
        "options": options_of(annotation, module),
        "minimum": None,
        "maximum": None,
        "span": span_of(parameter.node),
    }


def _declared(port: Port, parameter: Parameter | None, build: Build) -> dict[str, Any]:
    """An ``Input``, with what the signature says where it is silent."""
    own = "value" in port.arguments
    found = None if parameter is None or build is None else from_signature(parameter, build[0])
    has_default = own or (found is not None and found["has_default"])
    required = port.value("required")
    options = port.value("options")
    return {
        "name": port.name,
        "display_name": port.text("display_name"),
        "type": port.type or (found and found["type"]),
        # One that nobody says to be optional is required if `build` can't do without it.
        "required": required if isinstance(required, bool) else "required" not in port.arguments and not has_default,
        "has_default": has_default,
        "default": port.value("value") if own else found and found["default"],
        "info": port.text("info"),
        "placeholder": port.text("placeholder"),
        "options": options if isinstance(options, list) else found and found["options"],
        "minimum": port.value("min"),
        "maximum": port.value("max"),
        "span": span_of(port.call),
    }


def _literals(family: Family) -> dict[str, str]:
    """The texts that ``name``, ``version`` and ``description`` are: class attributes, or properties that return one."""
    found = {}
    for name in ("name", "version", "description"):
        method = family.method(name)
        value = _text(family, name)
        if value is None and method is not None:
            returns = [node for node in ast.walk(method[1]) if isinstance(node, ast.Return)]
            if len(returns) == 1:
                value = text_literal(returns[0].value, method[0].constants)
        if value is not None:
            found[name] = value
    return found


def _check(
    family: Family, build: Build, inputs: list[Port] | None, outputs: list[Port] | None, findings: Findings
) -> None:
    path = family.module.path
    for attribute, ports, kind in (("inputs", inputs, "Input"), ("outputs", outputs, "Output")):
        found = family.attribute(attribute)
        if ports is not None:
            check_ports([port for port in ports if port.module.path == path], kind, findings)
        elif found is not None:
            findings.add("component-ports-unreadable", found[0].path, found[1], {"name": attribute})
    if build is None:
        if family.is_known:
            _say_no_build(family, findings)
        return
    module, function = build
    if _lacks_self(function, inputs or []):
        hint = ("component-build-self/hint", {"async": "async " if isinstance(function, ast.AsyncFunctionDef) else ""})
        findings.add("component-build-self", module.path, function, hint=hint)
        return
    for parameter in parameters_of(function):
        if parameter.positional_only and parameter.default is None:
            findings.add("component-build-positional", module.path, parameter.node, {"name": parameter.name})
    if inputs is not None:
        _check_against_build(inputs, module, function, findings)
    if outputs is not None:
        names = [port.name for port in outputs if port.name is not None]
        check_outputs(names, module, function, findings)


def _say_no_build(family: Family, findings: Findings) -> None:
    """Point at the method that looks like it, if there is any."""
    own = {name: node for _, each in family.members for name, node in methods(each).items() if not name.startswith("_")}
    near = did_you_mean("build", own)
    hint: Hint = ("component-build-missing/near", near[1]) if near else ("component-build-missing/hint", {})
    place = own[str(near[1]["name"])] if near and near[1]["name"] in methods(family.node) else family.node
    findings.add("component-build-missing", family.module.path, place, {"class": family.node.name}, hint=hint)


def _lacks_self(function: Function, inputs: list[Port]) -> bool:
    """Whether what Python hands the object to is meant as an input, or nothing takes it."""
    if function.decorator_list:
        return False
    positional = [*function.args.posonlyargs, *function.args.args]
    if not positional:
        return function.args.vararg is None
    return positional[0].arg != "self" and any(port.name == positional[0].arg for port in inputs)


def _check_against_build(inputs: list[Port], module: Module, function: Function, findings: Findings) -> None:
    parameters = {one.name: one for one in parameters_of(function)}
    declared = {port.name: port for port in inputs if port.name is not None}
    undeclared = [one for one in parameters.values() if one.name not in declared]
    for parameter in undeclared:
        if parameter.default is None:
            values: Values = {"name": parameter.name}
            near = did_you_mean(parameter.name, [name for name in declared if name not in parameters])
            hint = None if near else ("component-build-parameter/hint", values)
            findings.add("component-build-parameter", module.path, parameter.node, values, hint=hint)
    for name, port in declared.items():
        said: Values = {"name": name}
        if name not in parameters:
            if function.args.kwarg is None:
                near = did_you_mean(name, [one.name for one in undeclared])
                hint = near or ("component-input-unused/hint", said)
                findings.add("component-input-unused", port.module.path, port.place("name"), said, hint=hint)
            continue
        _check_input(name, port, parameters[name], module, findings)


def _check_input(name: str, port: Port, parameter: Parameter, module: Module, findings: Findings) -> None:
    if port.value("required") is False and "value" not in port.arguments and parameter.default is None:
        said: Values = {"name": name}
        hint = ("component-input-default/hint", said)
        findings.add("component-input-default", port.module.path, port.call, said, hint=hint)
    written = field_type(parsed_annotation(parameter.node.annotation), module)
    if port.type is None or written is None or parameter.node.annotation is None:
        return
    if not _agree(port.type, written):
        annotation = ast.unparse(parameter.node.annotation)
        say: Values = {"name": name, "type": port.type, "annotation": annotation}
        findings.add("component-annotation-differs", module.path, parameter.node, say)


def _agree(one: str, other: str) -> bool:
    """Whether what arrives as the one field type can be what an annotation says."""
    from bisheng import field_typing

    kinds = {getattr(field_typing, one).kind, getattr(field_typing, other).kind}
    return len(kinds) == 1 or "any" in kinds or kinds <= {"integer", "float", "number"}
