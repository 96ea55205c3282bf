from typing import TYPE_CHECKING

from bisheng.components.base import BaseComponent

if TYPE_CHECKING:
    import no_such_types

try:
    import no_such_package
except ImportError:
    no_such_package = None


class Sample(BaseComponent):
    def build(self, text: "no_such_types.Text") -> str:
        return text
