"""schema.py and frontend.py: literal data about the inputs and outputs, which must agree with component.py."""

from __future__ import annotations

import ast
import os

from bisheng import field_typing
from bisheng._inspect.findings import Findings, did_you_mean
from bisheng._inspect.literals import NotLiteral, literal
from bisheng._inspect.source import read_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from bisheng._inspect.findings import Values

_FILES = ("schema.py", "frontend.py")
#: Keys under which the inputs stand, by name or as a list of objects with a `name`.
_INPUTS = ("properties", "inputs", "fields")
#: A key of the data → what it is called of an input. JSON Schema's words are understood too.
_OF_INPUT = {
    "display_name": "display_name",
    "title": "display_name",
    "value": "default",
    "default": "default",
    "required": "required",
    "info": "info",
    "placeholder": "placeholder",
    "options": "options",
    "enum": "options",
    "min": "minimum",
    "minimum": "minimum",
    "max": "maximum",
    "maximum": "maximum",
}
#: What frontend.py adds to where the component itself doesn't say it.
_SHOWN = ("display_name", "description", "info", "placeholder", "icon")
_JSON_KINDS = {
    "string": {"string"},
    "integer": {"integer"},
    "number": {"float", "number", "integer"},
    "boolean": {"boolean"},
    "array": {"list"},
    "object": {"object"},
}


def check_companions(folder: str, described: dict[str, Any], findings: Findings) -> None:
    """Report where the data differs from what ``described``, the component, says of itself; add what it leaves unsaid."""
    for name in _FILES:
        path = os.path.join(folder, name)
        source = read_source(path, Findings()) if os.path.isfile(path) else None
        for data in [] if source is None else _data(source.tree):
            _Check(path, described, findings).data(data)


def _data(tree: ast.Module) -> Iterator[ast.Dict]:
    """The objects that the module's names are set to."""
    for node in tree.body:
        value = getattr(node, "value", None)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(value, ast.Dict):
            yield value


class _Check:
    def __init__(self, file: str, described: dict[str, Any], findings: Findings) -> None:
        self.file = file
        self.short = os.path.basename(file)
        self.described = described
        self.findings = findings

    def data(self, data: ast.Dict) -> None:
        for key, _, value in _entries(data):
            if key in _INPUTS:
                self._ports(value, "inputs")
            elif key == "outputs":
                self._ports(value, "outputs")
            elif key == "required" and isinstance(value, (ast.List, ast.Tuple)):
                self._required(value)
            elif key in ("order", "field_order"):
                for item in getattr(value, "elts", []):
                    self._known(_text(item), item, "inputs")
            elif key in ("display_name", "title", "description", "icon"):
                attribute = "display_name" if key == "title" else key
                self._same(key, value, self.described[attribute], self.described["name"])

    def _ports(self, value: ast.expr, what: str) -> None:
        for name, place, entry in _named(value):
            port = self._known(name, place, what)
            if port is None or not isinstance(entry, ast.Dict):
                continue
            for key, _, inner in _entries(entry):
                if key in ("type", "field_type"):
                    self._type(inner, port)
                elif key in _OF_INPUT and _OF_INPUT[key] in port:
                    self._same(key, inner, port[_OF_INPUT[key]], port["name"], port)

    def _known(self, name: str | None, place: ast.expr, what: str) -> dict[str, Any] | None:
        """The port of that name; a finding where the component declares none."""
        if name is None:
            return None
        ports: dict[str, dict[str, Any]] = {port["name"]: port for port in self.described[what]}
        if name in ports:
            return ports[name]
        if what == "inputs" or self.described["outputs_declared"]:
            code = "component-data-input" if what == "inputs" else "component-data-output"
            hint = did_you_mean(name, ports)
            self.findings.add(code, self.file, place, {"name": name, "file": self.short}, hint=hint)
        return None

    def _required(self, value: ast.List | ast.Tuple) -> None:
        listed = set()
        for item in value.elts:
            name = _text(item)
            port = self._known(name, item, "inputs")
            if port is None:
                continue
            listed.add(name)
            if not port["required"]:
                variant = "component-data-differs/optional"
                self.findings.add("component-data-differs", self.file, item, self._says(port), variant=variant)
        for port in self.described["inputs"]:
            if port["required"] and port["name"] not in listed:
                variant = "component-data-differs/required"
                self.findings.add("component-data-differs", self.file, value, self._says(port), variant=variant)

    def _says(self, port: dict[str, Any]) -> Values:
        return {"name": port["name"], "file": self.short}

    def _same(
        self, key: str, value: ast.expr, said: object, name: str, port: dict[str, Any] | None = None
    ) -> None:
        try:
            here = literal(value)
        except NotLiteral:
            self.findings.add("component-data-not-literal", self.file, value, {"file": self.short})
            return
        if isinstance(here, tuple):
            here = list(here)
        if said is None and (port is None or not (key in ("value", "default") and port["has_default"])):
            self._add(_OF_INPUT.get(key, key), here, self.described if port is None else port)
            return  # The component doesn't say it, or says it in a way that can't be read.
        if said is None and here is not None:
            return
        if here != said or isinstance(here, bool) != isinstance(said, bool):
            values: Values = {"key": key, "name": name, "here": ast.unparse(value)[:60], "there": repr(said)[:60]}
            self.findings.add("component-data-differs", self.file, value, values)

    def _add(self, attribute: str, here: object, target: dict[str, Any]) -> None:
        if self.short == "frontend.py" and attribute in _SHOWN and isinstance(here, str):
            target[attribute] = here

    def _type(self, value: ast.expr, port: dict[str, Any]) -> None:
        if port["type"] is None:
            return
        kind = getattr(field_typing, port["type"]).kind
        written = _text(value) or getattr(value, "id", None) or getattr(value, "attr", None)
        if not isinstance(written, str):
            return
        allowed = _JSON_KINDS.get(written)
        if allowed is not None and kind != "any":
            differs = kind not in allowed
        else:
            differs = allowed is None and _named_type(written) not in (port["type"], None)
        if differs:
            values: Values = {"key": "type", "name": port["name"], "here": written, "there": port["type"]}
            self.findings.add("component-data-differs", self.file, value, values)


def _named_type(name: str) -> str | None:
    try:
        return field_typing.field_type_of(name).__name__
    except TypeError:
        return None


def _entries(data: ast.Dict) -> Iterator[tuple[str, ast.expr, ast.expr]]:
    """The entries whose keys are texts."""
    for key, value in zip(data.keys, data.values):
        name = None if key is None else _text(key)
        if name is not None and key is not None:
            yield name, key, value


def _named(value: ast.expr) -> Iterator[tuple[str | None, ast.expr, ast.expr]]:
    """Name, place and data of each port in an object by name or a list."""
    if isinstance(value, ast.Dict):
        yield from _entries(value)
    for item in getattr(value, "elts", []):
        if isinstance(item, ast.Dict):
            for key, _, inner in _entries(item):
                if key == "name":
                    yield _text(inner), inner, item
        elif _text(item) is not None:
            yield _text(item), item, item


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
