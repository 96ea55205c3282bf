"""Reads components, plugins and code without running them: shapes as in ``src/python/inspection.ts``."""

from bisheng._inspect.code import inspect_code
from bisheng._inspect.inspection import inspect

__all__ = ["inspect", "inspect_code"]
