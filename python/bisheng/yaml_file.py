"""Reads YAML files, with PyYAML where it is installed."""

from __future__ import annotations

import json
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["read_yaml"]


def read_yaml(path: str) -> Any:
    """What a YAML file holds. One that is JSON, which is YAML too, needs no PyYAML.

    Raises ``OSError``, ``ValueError`` for a text that is no YAML, and ``ModuleNotFoundError`` where PyYAML is needed
    and missing; its text has the command that helps.
    """
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        import yaml  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            f"reading {path} needs PyYAML, which this Python does not have; "
            f'install it with: "{sys.executable}" -m pip install pyyaml',
            name="yaml",
        ) from None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"{path} is no YAML: {error}") from error
