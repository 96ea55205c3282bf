"""Puts values for the ``${name}`` of a template."""

from __future__ import annotations

import json
import os
import re

from bisheng.workflows.parameters import ParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLACEHOLDER = re.compile(r"\$\$\{|\$\{([^{}]*)\}")


def fill(config: Any, parameters: dict[str, Any]) -> Any:
    """A copy of ``config`` with values for placeholders; raises :class:`ParameterError` for all unknown names at once."""
    unknown: list[str] = []
    filled = _fill(config, parameters, unknown)
    if unknown:
        raise ParameterError([f"${{{name}}} has no value" for name in dict.fromkeys(unknown)])
    return filled


def _fill(value: Any, parameters: dict[str, Any], unknown: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _fill(item, parameters, unknown) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, parameters, unknown) for item in value]
    return _fill_text(value, parameters, unknown) if isinstance(value, str) else value


def _fill_text(text: str, parameters: dict[str, Any], unknown: list[str]) -> Any:
    def value_of(name: str) -> Any:
        if name in parameters:
            return parameters[name]
        if name.startswith("env.") and name[4:] in os.environ:
            return os.environ[name[4:]]
        unknown.append(name)
        return ""

    def text_of(match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return "${"
        value = value_of(name.strip())
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    whole = _PLACEHOLDER.fullmatch(text.strip())
    if whole is not None and whole.group(1) is not None:
        return value_of(whole.group(1).strip())
    return _PLACEHOLDER.sub(text_of, text)
