"""@@description|doc@@"""

@@typing@@

from bisheng.components.base import BaseComponent
from bisheng.field_typing import @@field_types@@

from .steps import Cleaner, Formatter


class @@class_name|code@@(BaseComponent):
    display_name = @@display_name@@
    description = @@description@@
    icon = @@icon@@

    inputs = @@inputs@@

    outputs = @@outputs@@

    def __init__(self) -> None:
        super().__init__()
        self.cleaner = Cleaner()
        self.formatter = Formatter()

    def build(@@signature@@) -> @@returns@@:
        """@@say:build|doc@@"""
        cleaned = self.cleaner.clean(@@subject@@)
        result = self.formatter.format(cleaned)
        @@give@@
