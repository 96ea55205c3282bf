import no_such_package
from bisheng.components.base import BaseComponent


class Sample(BaseComponent):
    def build(self, text: str) -> str:
        return str(no_such_package.read(text))
