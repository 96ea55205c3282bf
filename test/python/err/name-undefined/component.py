from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    def __init__(self):
        super().__init__()
        self.cleaner = TextCleaner()

    def build(self, text: str) -> str:
        words = [word for word in text.split() if wrod]
        return WorkflowExecutor("me").execute(" ".join(words))
