from bisheng.components.base import BaseComponent


class TextCleaner:
    def clean(self, text: str) -> str:
        return " ".join(text.split())


class Sample(BaseComponent):
    def __init__(self):
        super().__init__()
        self.cleaner = TextCleaner()

    def build(self, text: str) -> str:
        words = [word for word in self.cleaner.clean(text).split() if word]
        return " ".join(words)
