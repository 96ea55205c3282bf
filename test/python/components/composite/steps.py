class Cleaner:
    def clean(self, text):
        return " ".join(text.split())


class Counter:
    def count(self, text):
        return {"text": text, "words": len(text.split())}
