"""@@say:processor-upper|doc@@"""


def process(text: str) -> str:
    return text.upper()
