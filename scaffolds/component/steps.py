"""@@say:steps|doc@@"""


class Cleaner:
    """@@say:cleaner|doc@@"""

    def clean(self, text: str) -> str:
        return " ".join(text.split())


class Formatter:
    """@@say:formatter|doc@@"""

    def format(self, text: str) -> str:
        return f"{text} ({len(text)})"
