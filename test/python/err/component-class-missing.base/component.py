class Sample:
    def build(self, text: str) -> str:
        return text
