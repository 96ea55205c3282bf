from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    def build(self, text: str) -> str:
        return text.strip()
