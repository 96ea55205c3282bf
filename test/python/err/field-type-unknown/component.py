from bisheng import field_typing
from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Integre


class Sample(BaseComponent):
    inputs = [
        Input(name="text", field_type=Integre),
        Input(name="other", field_type="Txt"),
        Input(name="third", field_type=Bolean),
        Input(name="fourth", field_type=field_typing.Xyz),
    ]

    def build(self, text: str = "", other: str = "", third: bool = True, fourth: str = "") -> str:
        return text
