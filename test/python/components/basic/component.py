from typing import Optional

from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Integer, Output, Text


class Shortener(BaseComponent):
    display_name = "截短"
    description = "把文本截到给定的长度"
    icon = "✂️"

    inputs = [
        Input(display_name="文本", name="text", field_type=Text, required=True, placeholder="要截短的文本"),
        Input(display_name="长度", name="limit", field_type=Integer, required=False, value=5, min=1, max=100),
    ]
    outputs = [Output(display_name="结果", name="short", field_type=Text)]

    def build_config(self):
        return {"limit": {"display_name": "最多几个字", "value": 8}}

    def build(self, text: str, limit: Optional[int] = 5) -> str:
        return self.cut(text, limit)

    def cut(self, text, limit):
        return text if len(text) <= limit else text[:limit] + "…"
