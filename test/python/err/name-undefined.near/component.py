from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Text


class Sample(BaseComponent):
    inputs = [Input(name="text", field_type=Txt)]

    def build(self, text: str) -> str:
        return text
