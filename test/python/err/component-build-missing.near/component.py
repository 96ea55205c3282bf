from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    def biuld(self, text: str) -> str:
        return text
