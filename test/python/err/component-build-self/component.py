from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Text


class Sample(BaseComponent):
    inputs = [Input(name="text", field_type=Text)]

    async def build(text: str) -> str:
        return text


class Bare(BaseComponent):
    def build() -> str:
        return ""


class Taken(BaseComponent):
    def build(this, text: str) -> str:
        return text
