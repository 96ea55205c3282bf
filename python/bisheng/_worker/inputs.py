"""Brings inputs to the types that a component declares. Nothing is guessed: a text is never taken for a number."""

from __future__ import annotations

from bisheng._worker.failures import Failure
from bisheng._worker.values import type_name

_WANTED = {
    "string": (str,),
    "integer": (int,),
    "float": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "list": (list,),
    "object": (dict,),
}


def converters_of(cls: type, build: object) -> dict[str, tuple[str, bool]]:
    """The kind (``Input.field_type.kind``) of each input whose type is known, and whether None will do.

    Declared inputs count, else the signature of ``build``: of that only ``float``, because elsewhere Python's own rule
    is that annotations change nothing.
    """
    declared = getattr(cls, "inputs", None)
    kinds = {}
    for one in declared if isinstance(declared, (list, tuple)) else ():
        kind = getattr(getattr(one, "field_type", None), "kind", None)
        if kind in _WANTED:
            kinds[one.name] = (kind, not one.required)
    if declared:
        return kinds
    annotations = getattr(build, "__annotations__", None) or {}
    return {name: ("float?", True) for name, annotation in annotations.items() if _is_float(annotation)}


def declared_values(cls: type, build: object) -> dict[str, object]:
    """What declared inputs are where nobody gives them a value: ``value``, also one that only running the code tells."""
    code = getattr(build, "__code__", None)
    if code is None:
        return {}
    taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    declared = getattr(cls, "inputs", None)
    return {
        one.name: one.value
        for one in (declared if isinstance(declared, (list, tuple)) else ())
        if getattr(one, "has_value", False) and one.name in taken
    }


def with_values(inputs: dict[str, object], values: dict[str, object]) -> dict[str, object]:
    """``inputs``, and of ``values`` those that are missing. Lists and objects are copied: a call may change its own."""
    for name, value in values.items():
        if name not in inputs:
            if isinstance(value, (list, dict, set)):
                import copy

                value = copy.deepcopy(value)
            inputs[name] = value
    return inputs


def convert(inputs: dict[str, object], converters: dict[str, tuple[str, bool]]) -> dict[str, object]:
    """``inputs`` with declared types. Raises :class:`Failure` ``python-input``."""
    for name, (kind, optional) in converters.items():
        if name in inputs:
            inputs[name] = _converted(name, inputs[name], kind, optional)
    return inputs


def _converted(name: str, value: object, kind: str, optional: bool) -> object:
    if kind == "float?":
        return float(value) if type(value) is int else value
    if value is None and optional:
        return None
    fits = isinstance(value, _WANTED[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not fits:
        raise _unfit(name, value, kind)
    if kind == "float":
        try:
            return float(value)  # type: ignore[arg-type]
        except OverflowError:
            raise _unfit(name, value, kind) from None
    return value


def _unfit(name: str, value: object, kind: str) -> Failure:
    return Failure("python-input", {"name": name, "value": _short(value)}, f"python-input/{kind}")


def _short(value: object) -> str:
    if isinstance(value, (list, dict)):
        return type_name(value)
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _is_float(annotation: object) -> bool:
    if annotation is float or annotation in ("float", "Optional[float]", "float | None"):
        return True
    return getattr(annotation, "__args__", None) == (float, type(None))
