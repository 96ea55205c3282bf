from bisheng.components.base import BaseComponent


try:
    import no_such_package
except ImportError:
    no_such_package = None


class Sample(BaseComponent):
    def build(self, text: str) -> str:
        from .helper import shorten

        return shorten(text)
