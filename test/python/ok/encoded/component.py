# coding: gbk
from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    display_name = "样例"

    def build(self, text: str) -> str:
        return text
