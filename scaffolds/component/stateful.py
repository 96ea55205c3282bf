"""@@description|doc@@"""

@@typing@@

from bisheng.components.base import BaseComponent
from bisheng.field_typing import @@field_types@@


class @@class_name|code@@(BaseComponent):
    display_name = @@display_name@@
    description = @@description@@
    icon = @@icon@@

    inputs = @@inputs@@

    outputs = @@outputs@@

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def build(@@signature@@) -> @@returns@@:
        """@@say:build-stateful|doc@@"""
        self.calls += 1
        # @@say:your-logic|comment@@
        result = f"{self.calls}: " + (@@subject@@)
        @@give@@

    def get_state(self) -> dict:
        """@@say:get-state|doc@@"""
        return {"calls": self.calls}

    def set_state(self, state: dict) -> None:
        """@@say:set-state|doc@@"""
        self.calls = state["calls"]
