from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, List, Text


class Computed(BaseComponent):
    inputs = [
        Input(name="text", field_type=Text, value="".join(["a", "b"])),
        Input(name="tags", field_type=List, value=list()),
    ]

    def build(self, text: str, tags: list) -> list:
        tags.append("seen")
        return [text, tags]
