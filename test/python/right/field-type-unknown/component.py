from bisheng.components.base import BaseComponent
from bisheng.field_typing import Boolean, Input, Integer, Text


class Sample(BaseComponent):
    inputs = [
        Input(name="count", field_type=Integer, value=1),
        Input(name="other", field_type=Text, value=""),
        Input(name="third", field_type=Boolean, value=True),
    ]

    def build(self, count: int, other: str, third: bool) -> str:
        return other * count if third else ""
