"""@@say:processor-plain|doc@@"""


def process(text: str) -> str:
    return text.strip()
