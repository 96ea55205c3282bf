from bisheng.components.base import BaseComponnent


class Sample(BaseComponnent):
    def build(self, text: str) -> str:
        return text
