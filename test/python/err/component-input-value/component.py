from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer, Dropdown


class Sample(BaseComponent):
    inputs = [
        Input(name="text", field_type=Text, value=10),
        Input(name="limit", field_type=Integer, value=200, max=100),
        Input(name="mode", field_type=Dropdown, options=["a", "b"], value="c"),
        Input(name="step", field_type=Integer, min=5, max=1),
    ]

    def build(self, text: str, limit: int, mode: str, step: int) -> str:
        return text
