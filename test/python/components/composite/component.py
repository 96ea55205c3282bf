from .steps import Cleaner, Counter


class WordReport(BaseComponent):
    display_name = "Cleans, counts, formats"

    def __init__(self):
        super().__init__()
        self.cleaner = Cleaner()
        self.counter = Counter()
        self.formatter = Formatter()

    def build(self, raw_text: str) -> dict:
        cleaned = self.cleaner.clean(raw_text)
        counted = self.counter.count(cleaned)
        return self.formatter.format(counted)


class Formatter:
    def format(self, counted):
        return {**counted, "line": f"{counted['words']} words"}
