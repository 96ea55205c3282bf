from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    display_name = "Sample"

    def run(self, text: str) -> str:
        return text
