def build(text: str) -> str:
    return text
