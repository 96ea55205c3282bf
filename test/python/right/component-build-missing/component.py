from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    display_name = "Sample"

    def build(self, text: str) -> str:
        return text
