"""@@description|doc@@"""

import importlib
import pkgutil
from types import ModuleType
@@typing@@

from bisheng.components.base import BaseComponent
from bisheng.field_typing import @@field_types@@

from . import processors


class @@class_name|code@@(BaseComponent):
    display_name = @@display_name@@
    description = @@description@@
    icon = @@icon@@

    inputs = @@inputs@@

    outputs = @@outputs@@

    def __init__(self) -> None:
        super().__init__()
        self.processors: dict[str, ModuleType] = {}
        for module in pkgutil.iter_modules(processors.__path__):
            name = f"{processors.__name__}.{module.name}"
            self.processors[module.name] = importlib.import_module(name)

    def build(@@signature@@) -> @@returns@@:
        """@@say:build|doc@@"""
        if processor not in self.processors:
            known = ", ".join(sorted(self.processors))
            raise ValueError(f"{processor!r}: {known}")
        result: str = self.processors[processor].process(@@subject@@)
        @@give@@
