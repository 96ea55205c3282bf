from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer, Dropdown


class Sample(BaseComponent):
    inputs = [Input(name="text", field_type=Text, required=True), Input(name="limit", field_type=Integer, value=10)]

    def build(self, text: str, limit: int) -> str:
        return text[:limit]
