from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer, Dropdown


class Sample(BaseComponent):

    def build(self, text: str) -> str:
        return text
