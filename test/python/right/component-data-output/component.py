from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer, Dropdown


class Sample(BaseComponent):
    inputs = [Input(name="text", field_type=Text, required=True)]
    outputs = [Output(name="result")]

    def build(self, text: str) -> str:
        return text
