from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer, Dropdown


class Sample(BaseComponent):
    inputs = [
        Input(name="text", field_type=Text, value="ten"),
        Input(name="limit", field_type=Integer, value=20, max=100),
        Input(name="mode", field_type=Dropdown, options=["a", "b"], value="a"),
        Input(name="step", field_type=Integer, value=1, min=1, max=5),
    ]

    def build(self, text: str, limit: int, mode: str, step: int) -> str:
        return text
