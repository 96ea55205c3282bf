"""Reads components and plugins without running them: shapes as in ``src/python/inspection.ts``."""

from bisheng._inspect.inspection import inspect

__all__ = ["inspect"]
