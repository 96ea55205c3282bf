"""The parameters of a template and the values that somebody gives for them."""

from __future__ import annotations

import difflib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ParameterError(ValueError):
    """All that is wrong with the parameters of a template; ``problems`` has a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def bind_parameters(declared: object, given: dict[str, Any]) -> dict[str, Any]:
    """A value for each declared parameter that has one: what was given, else its default.

    Raises :class:`ParameterError` for missing, unknown and ill-typed ones.
    """
    entries = {
        entry["name"]: entry
        for entry in (declared if isinstance(declared, list) else [])
        if isinstance(entry, dict) and isinstance(entry.get("name"), str)
    }
    problems = [_unknown(name, list(entries)) for name in given if name not in entries]
    values: dict[str, Any] = {}
    for name, entry in entries.items():
        if name in given:
            values[name] = given[name]
            problems += _problems_of(name, given[name], entry)
        elif entry.get("default") is not None:
            values[name] = entry["default"]
        elif entry.get("required", "default" not in entry):
            problems.append(f"the parameter {name!r} is required")
        else:
            values[name] = None
    if problems:
        raise ParameterError(problems)
    return values


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"there is no parameter {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def _problems_of(name: str, value: Any, entry: dict[str, Any]) -> list[str]:
    wanted = entry.get("type")
    if isinstance(wanted, str) and not _has_type(value, wanted):
        return [f"the parameter {name!r} must be of type {wanted}, not {type(value).__name__}"]
    choices = entry.get("enum")
    if isinstance(choices, list) and value not in choices:
        return [f"the parameter {name!r} must be one of {choices!r}, not {value!r}"]
    return []


def _has_type(value: Any, wanted: str) -> bool:
    if wanted == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if wanted == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    kinds: dict[str, type] = {"string": str, "boolean": bool, "list": list, "object": dict}
    return wanted not in kinds or isinstance(value, kinds[wanted])
